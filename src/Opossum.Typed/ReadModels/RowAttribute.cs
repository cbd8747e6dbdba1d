namespace Opossum.Typed;

/// <summary>
/// Marks a partial record that the rows of a query of your own are read into: the first column into the first parameter, and so on.
/// </summary>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class RowAttribute : Attribute;
