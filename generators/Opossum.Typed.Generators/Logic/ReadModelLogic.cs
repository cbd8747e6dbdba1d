using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators.Logic;

/// <summary>Parses read models, and hashes what makes their rows. Only the generator does: rules have no use for it.</summary>
internal static class ReadModelLogic
{
    /// <summary>The attribute's name and revision are compared by themselves.</summary>
    private const string Mark = "ReadModel";

    /// <param name="target">The declaration.</param>
    /// <param name="reached">Takes the files that the hash depends on.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static ReadModelSpec? Parse(
        GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        var (type, compilation) = ((INamedTypeSymbol)target.TargetSymbol, target.SemanticModel.Compilation);
        if (ReadModelParser.Parse(type, new(compilation, refusals: null, cancellation)) is not { } model) return null;
        return model with
        {
            Logic = LogicHash.Of(type, Mark, compilation, reached, cancellation),
            Layout = LayoutOf(type, compilation, reached, cancellation),
        };
    }

    /// <summary>The declarations of columns, of their types and converters: what a row that other logic has stored is read by.</summary>
    private static string LayoutOf(
        INamedTypeSymbol type, Compilation compilation, ICollection<SyntaxTree> reached, CancellationToken cancellation)
    {
        var hash = new LogicHash(compilation, cancellation);
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property is { IsStatic: true } or { IsImplicitlyDeclared: true }) continue;
            hash.Add(property.Name, property.Type.ToDisplayString());
            hash.AddWhole(property.Type);
            EventLogic.AddTo(hash, compilation.Assembly, property.Type);
            foreach (var attribute in property.GetAttributes().Concat(ParameterOf(type, property)?.GetAttributes() ?? []))
                AddAttribute(hash, property.Name, attribute);
        }

        var layout = hash.Compute();
        foreach (var tree in hash.Trees) reached.Add(tree);
        return layout;
    }

    private static void AddAttribute(LogicHash hash, string member, AttributeData attribute)
    {
        if (Attributes.Is(attribute, KnownSymbols.IndexAttribute)) return;          // it says nothing of how the column is read
        hash.Add($"{member} [{attribute}]", "");
        foreach (var argument in attribute.ConstructorArguments)
            if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }) hash.AddWhole(type);
    }

    private static IParameterSymbol? ParameterOf(INamedTypeSymbol type, IPropertySymbol property) => type.InstanceConstructors
        .SelectMany(static constructor => constructor.Parameters)
        .FirstOrDefault(parameter => parameter.Name == property.Name);
}
