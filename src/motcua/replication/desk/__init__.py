"""Where does the work on the spread of models begin? One page that leads to every room of this storey."""
