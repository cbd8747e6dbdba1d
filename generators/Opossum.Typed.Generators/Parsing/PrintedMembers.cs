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
        if (body.Parts.Count == 0 || IsOwn(type)) return null;
        var isDerived = type.BaseType is { SpecialType: not SpecialType.System_Object, IsRecord: true };
        var modifiers = isDerived ? "protected override" : type.IsSealed ? "private" : "protected virtual";
        var masked = new HashSet<string>(body.Fields.Where(static field => field.Part is not null).Select(static field => field.Member));
        var printed = type.GetMembers().Where(IsPrinted)
            .Select(member => Identifiers.Escape(member.Name))
            .Select(name => new PrintedMember(name, masked.Contains(name)));
        return new(modifiers, isDerived, printed.ToList().ToEquatableArray());
    }

    /// <summary>Whether the user has written how a record is printed.</summary>
    public static bool IsOwn(INamedTypeSymbol type) => type.GetMembers(Method).Concat(type.GetMembers("ToString"))
        .Any(static member => member is IMethodSymbol { IsImplicitlyDeclared: false, IsStatic: false });

    /// <summary>As the compiler chooses: public, of instances, and not those of a base.</summary>
    private static bool IsPrinted(ISymbol member) => member switch
    {
        { DeclaredAccessibility: not Accessibility.Public } or { IsStatic: true } => false,
        IPropertySymbol property => property is { IsIndexer: false, IsOverride: false, GetMethod: not null },
        IFieldSymbol => true,
        _ => false,
    };
}
