package protocol Command {}
package enum Registry {}
