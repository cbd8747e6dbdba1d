global using Opossum.Typed;
