"""The door for citizens: public pages without sign-in, where people ask, look up a receipt and read what is posted."""
