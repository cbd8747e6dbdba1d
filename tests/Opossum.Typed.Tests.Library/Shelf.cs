namespace Opossum.Typed.Tests.Library;

/// <summary>A result of a statement of one's own.</summary>
[Row]
public partial record Shelf(string Title, long Copies);
