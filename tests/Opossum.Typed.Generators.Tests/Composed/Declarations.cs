namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>What a composed file declares that the generator completes.</summary>
internal enum Form
{
    Event,
    Tag,
}

/// <param name="Form">Which attribute it has.</param>
/// <param name="Type">Its full name.</param>
/// <param name="Source">The file that declares it, and the types that only it holds.</param>
/// <param name="IsGenerated">Whether the file is marked as another generator's.</param>
internal sealed record Declared(Form Form, string Type, string Source, bool IsGenerated);
