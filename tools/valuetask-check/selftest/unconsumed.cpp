void unconsumed() { make(true); }
