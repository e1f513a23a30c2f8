enum Help: Command {}
