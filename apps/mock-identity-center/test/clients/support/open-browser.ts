/** The BROWSER of a client: hands the address to the test and ends when the test is done with it. */

const [address = ""] = process.argv.slice(2);
await fetch(`http://127.0.0.1:${process.env["BROWSER_PORT"]}/`, { method: "POST", body: address });
