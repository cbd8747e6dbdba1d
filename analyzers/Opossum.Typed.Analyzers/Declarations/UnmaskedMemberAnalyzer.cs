using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>OPSM1029: a type whose <c>ToString</c> shows what is personal, since no generated code masks it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmaskedMemberAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnmaskedMember,
        title: "Personal members would be printed",
        messageFormat: "'{0}' shows what is personal: {1}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Generated code masks personal members in ToString, by which most values get into logs, where no erasure reaches "
            + "them. It can't where the type is not partial, or says itself how it is printed.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnmaskedMember));

    private static readonly ImmutableDictionary<string, string?> MakePartial =
        ImmutableDictionary<string, string?>.Empty.Add(RefusalFix.Modifier, "partial");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.PersonalAttribute) is null) return;
            start.RegisterSymbolAction(Look, SymbolKind.NamedType);
        });
    }

    private static void Look(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return;
        if (!EventTags.IsEvent(type)) LookInside(context, type);
        else if (ParsedEvents.Of(type, context.Compilation, context.CancellationToken).Spec is { IsPersonal: true } e)
            LookAt(context, type, e);
    }

    /// <summary>At a record that events may hold: in its own file, where an editor offers the fix.</summary>
    private static void LookInside(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (!HasPersonal(type)) return;
        if (PrintedMembers.OwnOf(type) is { } own) ReportOwn(context, type, own);
        else if (type.IsRecord && Declaration.Parse(type, new(context.Compilation, null, context.CancellationToken)) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, type.Locations[0], MakePartial, $"{type.Name}.ToString",
                $"it is not partial, so generated code can't mask it; make '{type.Name}', and the types around it, partial"));
        }
    }

    /// <summary>At an event, and at its members that hold records of other assemblies.</summary>
    private static void LookAt(SymbolAnalysisContext context, INamedTypeSymbol type, EventSpec e)
    {
        if (e.Body.Parts.Count > 0 && PrintedMembers.OwnOf(type) is { } own) ReportOwn(context, type, own);
        foreach (var (member, held) in StoredTypes.All(type, context.Compilation, context.CancellationToken))
        {
            if (!held.IsRecord || SymbolEqualityComparer.Default.Equals(held.ContainingAssembly, context.Compilation.Assembly)
                || !HasPersonal(held) || PrintedMembers.IsMasked(held)) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, member.Locations[0], $"{held.Name}.ToString",
                $"its assembly '{held.ContainingAssembly.Name}' has no event with it, so no code masks it there; put [Personal] on "
                    + $"'{type.Name}.{member.Name}', which is masked as a whole then, or declare the record here"));
        }
    }

    private static void ReportOwn(SymbolAnalysisContext context, INamedTypeSymbol type, IMethodSymbol own) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            own.Locations.FirstOrDefault(static location => location.IsInSource) ?? type.Locations[0],
            $"{type.Name}.{own.Name}",
            "it is written by hand, so generated code masks nothing; remove it, or leave personal members out of it and suppress this"));

    private static bool HasPersonal(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol && Attributes.Has(member, KnownSymbols.PersonalAttribute)) return true;
            if (member is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Ordinary } maker) continue;
            if (maker.MethodKind == MethodKind.Ordinary && !Attributes.Has(maker, KnownSymbols.EventConstructorAttribute)) continue;
            foreach (var parameter in maker.Parameters)
                if (Attributes.Has(parameter, KnownSymbols.PersonalAttribute)) return true;
        }

        return false;
    }
}
