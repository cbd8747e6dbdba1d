using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads what a record prints of itself, so that its personal members can be masked.</summary>
internal static class PrintedMembers
{
    private const string Method = "PrintMembers";

    /// <returns>Null where nothing is personal, or where the user has written how it is printed.</returns>
    public static PrintSpec? Of(INamedTypeSymbol type, BodySpec body)
    {
        if (body.Parts.Count == 0 || !type.IsRecord || OwnOf(type) is not null) return null;
        var masked = new HashSet<string>(body.Fields.Where(static field => field.Part is not null).Select(static field => field.Member));
        var chain = RecordChain.Upwards(type).Select(each => MembersOf(each, masked).ToArray()).ToArray();
        var isDerived = chain.Length > 1;
        var callsBase = isDerived && !chain.Skip(1).Any(static members => members.Any(static member => member.IsMasked));
        var printed = isDerived && !callsBase ? Enumerable.Reverse(chain).SelectMany(static members => members) : chain[0];
        var modifiers = type.IsValueType ? "private readonly"
            : isDerived ? "protected override"
            : type.IsSealed ? "private" : "protected virtual";
        return new(modifiers, callsBase, printed.ToList().ToEquatableArray());
    }

    /// <summary>The same of a record inside an event.</summary>
    /// <returns>Null also where generated code can't add to the record, or where it is an event, which is masked by its own file.</returns>
    public static MaskSpec? OfNested(INamedTypeSymbol type, BodySpec body, ParseContext context) =>
        body.Parts.Count > 0
        && context.IsOwn(type)
        && !EventTags.IsEvent(type)
        && Of(type, body) is { } print
        && Declaration.Parse(type, context.Silent) is { } declaration
            ? new() { Declaration = declaration, Print = print }
            : null;

    /// <summary>The method by which the user has written how a type is printed; null for none.</summary>
    public static IMethodSymbol? OwnOf(INamedTypeSymbol type) => type.GetMembers(Method).Concat(type.GetMembers("ToString"))
        .OfType<IMethodSymbol>()
        .FirstOrDefault(static method => method is { IsImplicitlyDeclared: false, IsStatic: false, Arity: 0 }
            && method.Parameters.Length == (method.Name == Method ? 1 : 0)
            && !RootParser.IsOurs(method));

    /// <summary>Whether it is known that a type of another assembly masks its personal members.</summary>
    public static bool IsMasked(INamedTypeSymbol type) => type.GetMembers(Method).Any(RootParser.IsOurs);

    /// <summary>Those that a type declares itself. What is obsolete as an error no code may name; it is left out.</summary>
    private static IEnumerable<PrintedMember> MembersOf(INamedTypeSymbol type, HashSet<string> masked)
    {
        foreach (var member in type.GetMembers())
        {
            if (!IsPrinted(member) || Declaration.IsForbidden(member)) continue;
            var name = Identifiers.Escape(member.Name);
            var of = (member as IPropertySymbol)?.Type ?? ((IFieldSymbol)member).Type;
            yield return new(name, masked.Contains(name), of.IsValueType);
        }
    }

    /// <summary>As the compiler chooses: public, of instances, and not what overrides a member of a base.</summary>
    private static bool IsPrinted(ISymbol member) => member switch
    {
        { DeclaredAccessibility: not Accessibility.Public } or { IsStatic: true } => false,
        IPropertySymbol property => property is { IsIndexer: false, IsOverride: false, GetMethod: not null },
        IFieldSymbol => true,
        _ => false,
    };
}
