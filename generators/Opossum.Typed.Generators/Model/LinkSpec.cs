namespace Opossum.Typed.Generators.Model;

/// <summary>A way to rows by an earlier event: that event as source, its name in the log, and the key of the tag.</summary>
internal readonly record struct LinkSpec(string Event, string Name, string TagKey);
