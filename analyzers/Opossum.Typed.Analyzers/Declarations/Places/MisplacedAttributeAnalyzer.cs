using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Places;

/// <summary>
/// OPSM1022: an attribute of ours where it has no effect. The compiler lets it stand anywhere, since its own error says nothing of the way
/// out and keeps every rule from running.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedAttributeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.MisplacedAttribute,
        title: "Attribute has no effect in this place",
        messageFormat: "[{0}] has no effect on {1}: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator looks for each attribute in certain places. Elsewhere nothing would come of it, without a word.",
        helpLinkUri: RuleIds.PageOf(RuleIds.MisplacedAttribute));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode.IsChecked);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.EventAttribute) is null) return;
            var aliases = AliasesIn(start.Compilation, start.CancellationToken);
            start.RegisterSyntaxNodeAction(node => Look(node, aliases), SyntaxKind.Attribute);
        });
    }

    private static void Look(SyntaxNodeAnalysisContext context, ImmutableHashSet<string> aliases)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (UseOf(attribute, aliases, context) is not { } use
            || AttributePlaces.Of(attribute, context.SemanticModel, context.CancellationToken) is not { } place) return;
        if (Advice(use, place, attribute, context) is not { } advice) return;
        context.ReportDiagnostic(
            Diagnostic.Create(Rule, attribute.GetLocation(), ShortName(use.Attribute), AttributePlaces.Name(place), advice));
    }

    /// <summary>By the simple name first, since every attribute of a project comes here.</summary>
    private static AttributeUse? UseOf(AttributeSyntax attribute, ImmutableHashSet<string> aliases, SyntaxNodeAnalysisContext context)
    {
        var isAlias = attribute.Name is SimpleNameSyntax { Identifier.ValueText: var written }
            && (aliases.Contains(written) || aliases.Contains(written + "Attribute"));
        if (!isAlias && !AttributeUse.All.Any(use => AttributeReader.MayBe(attribute, use.Attribute))) return null;
        var type = context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type;
        return type is null ? null : AttributeUse.All.FirstOrDefault(use => MemberClassifier.Is(type, use.Attribute));
    }

    private static string? Advice(AttributeUse use, AttributePlace place, AttributeSyntax attribute, SyntaxNodeAnalysisContext context)
    {
        if (use.Advice(place) is { } advice) return advice;
        if (use.Attribute == KnownSymbols.SubjectAttribute)
            return attribute.Parent?.Parent is { } declared
                && context.SemanticModel.GetDeclaredSymbol(declared, context.CancellationToken) is { } subject
                && Attributes.Has(subject, KnownSymbols.TagAttribute)
                ? null
                : "it has no [Tag], and a subject is found by its tag; add one, [Tag(\"…\")]";
        if (place is not (AttributePlace.Maker or AttributePlace.Property)) return null;
        var owner = AttributeReader.Owner(attribute);
        if (owner is null || context.SemanticModel.GetDeclaredSymbol(owner, context.CancellationToken) is not { } member) return null;
        var type = member.ContainingType;
        var isReadModel = Attributes.Has(type, KnownSymbols.ReadModelAttribute);
        if (use.Attribute is KnownSymbols.KeyAttribute or KnownSymbols.IndexAttribute)
            return isReadModel ? null : $"'{type.Name}' has no [ReadModel]; {use.WayOut}";
        return use.Attribute == KnownSymbols.TagAttribute
            && (isReadModel || Attributes.Has(type, KnownSymbols.RowAttribute))
            && !Attributes.Has(type, KnownSymbols.EventAttribute)
            && !IsKey(member)
            ? "of a row only the key can be a tag, by which events find it; add [Key], or remove it"
            : null;
    }

    /// <summary>The attribute may stand on the parameter or on the property of its name.</summary>
    private static bool IsKey(ISymbol member) => Attributes.Has(member, KnownSymbols.KeyAttribute)
        || member.ContainingType.GetMembers(member.Name).Any(static each => Attributes.Has(each, KnownSymbols.KeyAttribute))
        || member.ContainingType.InstanceConstructors.SelectMany(static each => each.Parameters)
            .Any(each => each.Name == member.Name && Attributes.Has(each, KnownSymbols.KeyAttribute));

    /// <summary>The names that files give to types by <c>using X = …;</c>: by one of them an attribute hides its own name.</summary>
    private static ImmutableHashSet<string> AliasesIn(Compilation compilation, CancellationToken cancellation)
    {
        var names = ImmutableHashSet.CreateBuilder(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetRoot(cancellation) is not CompilationUnitSyntax unit) continue;
            Add(unit.Usings);
            foreach (var member in unit.Members) AddOf(member);
        }

        return names.ToImmutable();

        void AddOf(MemberDeclarationSyntax member)
        {
            if (member is not BaseNamespaceDeclarationSyntax space) return;
            Add(space.Usings);
            foreach (var inner in space.Members) AddOf(inner);
        }

        void Add(SyntaxList<UsingDirectiveSyntax> usings)
        {
            foreach (var each in usings)
                if (each.Alias is { Name.Identifier.ValueText: var alias }) names.Add(alias);
        }
    }

    private static string ShortName(string fullName) =>
        fullName.Substring(fullName.LastIndexOf('.') + 1).Replace("Attribute", "");
}
