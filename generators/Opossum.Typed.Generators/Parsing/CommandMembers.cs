using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a command has that a boundary can be bound to: its properties and fields, those that it inherits included.</summary>
internal sealed class CommandMembers
{
    private readonly List<(string Name, ITypeSymbol Type)> _members = [];

    public CommandMembers(INamedTypeSymbol command, ParseContext context)
    {
        Command = command;
        for (var type = command; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is { IsStatic: true }
                    || !context.Compilation.IsSymbolAccessibleWithin(member, command)
                    || Declaration.IsForbidden(member)) continue;
                if (_members.Any(known => known.Name == member.Name)) continue;
                if (member is IPropertySymbol { IsIndexer: false, GetMethod: not null } property)
                    _members.Add((property.Name, property.Type));
                else if (member is IFieldSymbol { IsImplicitlyDeclared: false } field) _members.Add((field.Name, field.Type));
            }
        }
    }

    public INamedTypeSymbol Command { get; }

    /// <summary>The members of a type.</summary>
    public IReadOnlyList<string> Of(ITypeSymbol type) => Names(each => SymbolEqualityComparer.Default.Equals(each, type));

    /// <summary>The members that hold many of a type.</summary>
    public IReadOnlyList<string> Many(ITypeSymbol type) => Names(each => each switch
    {
        INamedTypeSymbol sequence when IsSequenceOf(sequence, type) => true,
        _ => each.AllInterfaces.Any(sequence => IsSequenceOf(sequence, type)),
    });

    private static bool IsSequenceOf(INamedTypeSymbol sequence, ITypeSymbol type) =>
        sequence is { TypeArguments: [var item] }
            && MemberClassifier.Is(sequence, KnownSymbols.IEnumerable)
            && SymbolEqualityComparer.Default.Equals(item, type);

    private List<string> Names(Func<ITypeSymbol, bool> matches) =>
        [.. _members.Where(member => matches(member.Type)).Select(static member => member.Name)];
}
