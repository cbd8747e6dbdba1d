using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>OPSM1009: an enum with <c>[Flags]</c> in an event: a combination has no name, and an enum is stored by name.</summary>
internal static class FlagsEnum
{
    public static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FlagsEnum,
        title: "Combined flags can't be stored",
        messageFormat: "'{0}' holds '{1}', which is stored by name, and '{2} | {3}' has none: an append of it fails; give the "
            + "combination a name, or hold a list of '{1}' and remove [Flags] from it",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An enum is stored by the name of its value, so that its numbers can change. A combination of flags that has no "
            + "name of its own can't be stored.",
        helpLinkUri: RuleIds.PageOf(RuleIds.FlagsEnum));

    public static void Look(SymbolAnalysisContext context, INamedTypeSymbol type, EventSpec e)
    {
        if (!e.Types.Any(static each => each is EnumSpec)) return;
        foreach (var (member, @enum) in StoredTypes.Of(type, context.Compilation, context.CancellationToken))
        {
            if (@enum.TypeKind != TypeKind.Enum
                || Attributes.Single(@enum, KnownSymbols.FlagsAttribute) is null
                || Unnamed(@enum) is not var (one, other)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, member.Locations[0], $"{type.Name}.{member.Name}", @enum.Name, one, other));
        }
    }

    /// <summary>Two names whose combination has none. Where each pair has one, so has each larger combination.</summary>
    private static (string One, string Other)? Unnamed(INamedTypeSymbol @enum)
    {
        var fields = @enum.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(static field => field is { HasConstantValue: true, ConstantValue: not null })
            .Select(static field => (field.Name, Value: Bits(field.ConstantValue!)))
            .ToArray();
        var values = new HashSet<ulong>(fields.Select(static field => field.Value));
        for (var i = 0; i < fields.Length; i++)
        {
            for (var j = i + 1; j < fields.Length; j++)
                if (!values.Contains(fields[i].Value | fields[j].Value)) return (fields[i].Name, fields[j].Name);
        }

        return null;
    }

    private static ulong Bits(object value) => value switch
    {
        ulong bits => bits,
        IConvertible number => unchecked((ulong)number.ToInt64(null)),
        _ => 0,
    };
}
