global using Opossum.Typed;
global using Opossum.Typed.Testing;
