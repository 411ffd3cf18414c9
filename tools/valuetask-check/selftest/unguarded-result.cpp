void unguarded_result() { make(false).result(); }
