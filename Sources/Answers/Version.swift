/// What `maa --version` says, and what a report was made by.
package let maaVersion = "0.1.0"
