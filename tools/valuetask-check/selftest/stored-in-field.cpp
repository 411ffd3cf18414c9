struct stored_in_field {
  once field;
};
