namespace Opossum.Typed.Generators.Model;

/// <summary>Where a version comes from: its record has <c>static New Upcast(Old old)</c>.</summary>
/// <param name="From">The record of the older version as source.</param>
/// <param name="Version">That version.</param>
internal sealed record UpcastSpec(string From, int Version);
