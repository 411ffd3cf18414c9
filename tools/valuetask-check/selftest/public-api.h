once public_api();
