console.log("a page for tests, long enough that packing it is worth something something something");
