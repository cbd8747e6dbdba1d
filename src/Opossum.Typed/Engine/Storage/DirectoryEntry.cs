namespace Opossum.Typed.Engine.Storage;

/// <summary>A name in a directory, with a mark if it leads to a directory.</summary>
internal readonly record struct DirectoryEntry(string Name, bool IsDirectory);
