using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Opossum.Typed.Tests.Generated;

// Values that hold values of their own type.

public record Node(string Name, ImmutableArray<Node> Children);

public sealed record Folder(IntTag Id, List<Entry> Entries, Dictionary<string, Folder>? Named);

public sealed record Entry(Folder? Folder, string? File);

[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Sum), "sum")]
[JsonDerivedType(typeof(Variable), "variable")]
public abstract record Term;

public sealed record Number(int Value) : Term;

public sealed record Sum(Term Left, Term? Right) : Term;

public sealed record Variable(TextTag Name, Sum? Definition) : Term;

[Event("tree-grown")]
public partial record TreeGrown(Node Root, Node? Other);

[Event("folder-moved")]
public partial record FolderMoved(Folder Folder, Entry[] Entries);

[Event("term-written")]
public partial record TermWritten(Term Term, Sum? Sum);

[Event("event-chained")]
public partial record EventChained(int Number, EventChained? Previous);
