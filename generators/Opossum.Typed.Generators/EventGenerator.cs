using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Emit;
using Opossum.Typed.Generators.Incremental;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators;

/// <summary>
/// Completes events, tag types, decision models, deciders and the event model, and tells other assemblies the names of the events. What it
/// can't complete it passes over in silence: analyzers report it, since they run while the user types and their diagnostics can be
/// suppressed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventGenerator : IIncrementalGenerator
{
    /// <summary>
    /// Declares the pipeline: an attribute's targets are parsed into models, and from equal models nothing is written anew.
    /// </summary>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var memo = new ParseMemo();
        var events = Declarations(context, memo, EventParser.Attribute, EventParser.Parse).WithTrackingName(TrackingNames.Events);
        var tagTypes = Declarations(context, memo, MemberClassifier.TagAttribute, TagTypeParser.Parse).WithTrackingName(TrackingNames.TagTypes);
        var roots = Declarations(context, memo, RootParser.Attribute, RootParser.Parse).WithTrackingName(TrackingNames.Roots);
        var models = Declarations(context, memo, DecisionModelParser.Attribute, DecisionModelParser.Parse).WithTrackingName(TrackingNames.DecisionModels);
        var deciders = Declarations(context, memo, DeciderParser.Attribute, DeciderParser.Parse).WithTrackingName(TrackingNames.Deciders);
        var entries = events.Select(static (e, _) => CatalogEntry.Of(e)).Collect();
        var catalog = entries.Select(static (entries, _) => CatalogSpec.Of(entries)).WithTrackingName(TrackingNames.Catalog);
        var past = entries.Select(static (entries, _) => CatalogSpec.PastOf(entries)).WithTrackingName(TrackingNames.PastVersions);
        var names = catalog.Select(static (catalog, _) => catalog.Names).WithTrackingName(TrackingNames.EventNames);

        var clashing = Names(events.Select(static (e, _) => e.Declaration))
            .Combine(Names(tagTypes.Select(static (tag, _) => tag.Declaration)))
            .Combine(Names(roots.Select(static (root, _) => root.Declaration)))
            .Combine(Names(models.Select(static (model, _) => model.Declaration)))
            .Combine(Names(deciders.Select(static (decider, _) => decider.Declaration)))
            .Select(static (names, _) => OutputSpec.FindClashing(
                [.. names.Left.Left.Left.Left, .. names.Left.Left.Left.Right, .. names.Left.Left.Right, .. names.Left.Right, .. names.Right]));
        var output = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ShowsWarnings(options))
            .Combine(clashing)
            .Select(static (each, _) => new OutputSpec { ShowsWarnings = each.Left, Clashing = each.Right }).WithTrackingName(TrackingNames.Output);

        var versions = events.Combine(past).Select(static (each, _) => each.Right.Contains(each.Left.Declaration.FullName) ? each.Left with { IsPast = true } : each.Left);
        context.RegisterSourceOutput(versions.Combine(output), EventEmitter.Emit);
        context.RegisterSourceOutput(tagTypes.Combine(output), TagTypeEmitter.Emit);
        context.RegisterSourceOutput(roots.Combine(catalog).Combine(output), CatalogEmitter.Emit);
        context.RegisterSourceOutput(models.Combine(output), DecisionModelEmitter.Emit);
        context.RegisterSourceOutput(deciders.Combine(output), DeciderEmitter.Emit);
        context.RegisterSourceOutput(names.Combine(output), NamesEmitter.Emit);
    }

    private static IncrementalValuesProvider<T> Declarations<T>(
        IncrementalGeneratorInitializationContext context, ParseMemo memo, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse) where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax or MethodDeclarationSyntax, (target, cancellation) => memo.Parse(attribute, target, parse, cancellation))
            .Where(static parsed => parsed is not null)
            .Select(static (parsed, _) => parsed!);

    private static IncrementalValueProvider<EquatableArray<string>> Names(IncrementalValuesProvider<DeclarationSpec> declarations) =>
        declarations.Select(static (declaration, _) => declaration.FullName).Collect().Select(static (names, _) => names.ToEquatableArray());

    /// <summary>A property that only our own tests set.</summary>
    private static bool ShowsWarnings(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.OpossumTypedGeneratedWarnings", out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
