using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Emit;
using Opossum.Typed.Generators.Incremental;
using Opossum.Typed.Generators.Logic;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Generators;

/// <summary>
/// Completes events, tag types, decision models, deciders, consumers, read models and the event model, and tells other assemblies the names
/// of the events. What it can't complete gets a placeholder, and analyzers report it, since they run while the user types and their
/// diagnostics can be suppressed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventGenerator : IIncrementalGenerator
{
    private readonly bool _remembersParses;

    /// <summary>The generator as a compiler runs it.</summary>
    public EventGenerator() : this(remembersParses: true) { }

    /// <summary>For the benchmark that tells what remembering is worth, and for tests that compare the answers.</summary>
    internal EventGenerator(bool remembersParses) => _remembersParses = remembersParses;

    /// <summary>
    /// Declares the pipeline: an attribute's targets are parsed into models, and from equal models nothing is written anew.
    /// </summary>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // One of its own for each project: the compiler may share this object among several.
        var memo = _remembersParses ? new ParseMemo() : null;
        var (events, refusedEvents) = Declarations(
            context, memo, KnownSymbols.EventAttribute, EventLogic.Parse, PlaceholderForm.Event, TrackingNames.Events);
        var (tagTypes, refusedTagTypes) = Declarations(
            context, memo, KnownSymbols.TagAttribute, TagTypeParser.Parse, PlaceholderForm.TagType, TrackingNames.TagTypes);
        var (roots, _) = Declarations(
            context, memo, KnownSymbols.EventModelAttribute, RootParser.Parse, refused: null, TrackingNames.Roots);
        var (models, refusedModels) = Declarations(
            context,
            memo,
            KnownSymbols.DecisionModelAttribute,
            DecisionModelLogic.Parse,
            PlaceholderForm.DecisionModel,
            TrackingNames.DecisionModels);
        var (deciders, refusedDeciders) = Declarations(
            context, memo, KnownSymbols.DeciderAttribute, DeciderParser.Parse, PlaceholderForm.Decider, TrackingNames.Deciders);
        var (consumers, refusedConsumers) = Declarations(
            context, memo, KnownSymbols.ConsumerAttribute, ConsumerParser.Parse, PlaceholderForm.Consumer, TrackingNames.Consumers);
        var (readModels, refusedReadModels) = Declarations(
            context, memo, KnownSymbols.ReadModelAttribute, ReadModelLogic.Parse, PlaceholderForm.ReadModel, TrackingNames.ReadModels);
        var (rows, refusedRows) = Declarations(
            context, memo, KnownSymbols.RowAttribute, RowRecordParser.Parse, PlaceholderForm.Row, TrackingNames.Rows);
        var (projections, refusedProjections) = Declarations(
            context, memo, KnownSymbols.ProjectionAttribute, ProjectionLogic.Parse, PlaceholderForm.Projection, TrackingNames.Projections);
        IncrementalValuesProvider<PlaceholderSpec>[] placeholders =
        [
            refusedEvents, refusedTagTypes, refusedModels, refusedDeciders, refusedConsumers, refusedReadModels, refusedRows,
            refusedProjections,
        ];
        var entries = events.Select(static (e, _) => CatalogEntry.Of(e)).Collect();
        var catalog = entries.Select(static (entries, _) => CatalogSpec.Of(entries)).WithTrackingName(TrackingNames.Catalog);
        var past = entries.Select(static (entries, _) => CatalogSpec.PastOf(entries)).WithTrackingName(TrackingNames.PastVersions);
        var names = catalog.Select(static (catalog, _) => catalog.Names).WithTrackingName(TrackingNames.EventNames);

        // What a handler of a family takes depends on other declarations, and on nothing of them but these words.
        var members = events.Combine(past)
            .Where(static each => !each.Right.Contains(each.Left.Declaration.FullName))
            .SelectMany(static (each, _) => FamilyMember.Of(each.Left))
            .Collect()
            .Select(static (all, _) => all.OrderBy(static each => each.Event, StringComparer.Ordinal)
                .ThenBy(static each => each.Family, StringComparer.Ordinal)
                .ToEquatableArray())
            .WithTrackingName(TrackingNames.FamilyMembers);
        var routed = models.Combine(members).Select(static (each, _) => Route(each.Left, each.Right));
        var folded = routed.Where(static model => model.Handlers.Count > 0);
        var unreached = routed.Where(static model => model.Handlers.Count == 0).Select(static (model, _) => PlaceholderOf(model));
        var retagged = context.AdditionalTextsProvider.Where(RetaggedTags.IsContract)
            .Select(RetaggedTags.Read)
            .Collect()
            .Select(static (files, _) => RetaggedTags.Join(files))
            .WithTrackingName(TrackingNames.Retagged);

        var given = consumers.Combine(members).Select(static (each, _) => each.Left with
        {
            Handlers = HandlerRouting.Resolve(each.Left.Handlers, [], each.Right),
        });
        var idle = given.Where(static consumer => consumer.Handlers.Count == 0).Select(static (consumer, _) =>
            new PlaceholderSpec { Declaration = consumer.Declaration, Form = PlaceholderForm.Consumer });

        var projected = readModels.Combine(members).Select(static (each, _) => each.Left.Route(each.Right));
        var filled = projected.Where(static model => model.Handlers.Count > 0);
        var empty = projected.Where(static model => model.Handlers.Count == 0).Select(static (model, _) =>
            new PlaceholderSpec { Declaration = model.Declaration, Form = PlaceholderForm.ReadModel, Key = model.KeyReference });
        var running = projections.Combine(members).Select(static (each, _) => each.Left with
        {
            Handlers = HandlerRouting.Resolve(each.Left.Handlers, [], each.Right),
        });
        var resting = running.Where(static projection => projection.Handlers.Count == 0).Select(static (projection, _) =>
            new PlaceholderSpec
            {
                Declaration = projection.Declaration, Form = PlaceholderForm.Projection, Key = projection.Session,
            });
        var run = running.Where(static projection => projection.Handlers.Count > 0);
        var set = filled.Select(static (model, _) => ReadModelEntry.Of(model))
            .Collect()
            .Combine(run.Select(static (projection, _) => ReadModelEntry.Of(projection)).Collect())
            .Select(static (all, _) => ReadModelEntry.InOrder(all.Left.Concat(all.Right)))
            .WithTrackingName(TrackingNames.ReadModelSet);

        // Of an enum that several events hold, or models ask for, one file.
        var enums = events.Select(static (e, _) => EnumsOf(e.Types))
            .Collect()
            .Combine(readModels.Select(static (model, _) => EnumsOf(model.Row.Types)).Collect())
            .Combine(rows.Select(static (row, _) => EnumsOf(row.Types)).Collect())
            .Select(static (all, _) => all.Left.Left.Concat(all.Left.Right).Concat(all.Right))
            .Combine(models.Select(static (model, _) => model.Boundary.Select(static tag => tag.Enum).OfType<EnumHelperSpec>()
                .Concat(model.State is { } state ? EnumsOf(state.Types) : [])
                .ToEquatableArray()).Collect())
            .Select(static (all, _) => all.Left.Concat(all.Right).SelectMany(static each => each)
                .GroupBy(static each => each.Class, StringComparer.Ordinal)
                .OrderBy(static same => same.Key, StringComparer.Ordinal)
                .Select(static same => same.First())
                .ToEquatableArray())
            .WithTrackingName(TrackingNames.Enums);

        // Of a record that several events hold, one file.
        var masks = events.SelectMany(static (e, _) => e.Types.OfType<RecordSpec>().Select(static record => record.Mask).OfType<MaskSpec>())
            .Collect()
            .Select(static (all, _) => all.GroupBy(static each => each.Declaration.FullName, StringComparer.Ordinal)
                .OrderBy(static same => same.Key, StringComparer.Ordinal)
                .Select(static same => same.First())
                .ToEquatableArray())
            .WithTrackingName(TrackingNames.Masks)
            .SelectMany(static (all, _) => all);

        IncrementalValueProvider<EquatableArray<string>>[] fullNames =
        [
            FullNames(events.Select(static (e, _) => e.Declaration)),
            FullNames(tagTypes.Select(static (tag, _) => tag.Declaration)),
            FullNames(roots.Select(static (root, _) => root.Declaration)),
            FullNames(models.Select(static (model, _) => model.Declaration)),
            FullNames(deciders.Select(static (decider, _) => decider.Declaration)),
            FullNames(consumers.Select(static (consumer, _) => consumer.Declaration)),
            FullNames(readModels.Select(static (model, _) => model.Declaration)),
            FullNames(rows.Select(static (row, _) => row.Declaration)),
            FullNames(projections.Select(static (projection, _) => projection.Declaration)),
            FullNames(masks.Select(static (record, _) => record.Declaration)),
            .. placeholders.Select(static each => FullNames(each.Select(static (refused, _) => refused.Declaration))),
        ];
        var clashing = fullNames.Aggregate(Concatenate).Select(static (names, _) => OutputSpec.FindClashing([.. names]));
        var output = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => OptionsOf(options.GlobalOptions))
            .Combine(clashing)
            .Select(static (each, _) => each.Left with { Clashing = each.Right })
            .WithTrackingName(TrackingNames.Output);

        var versions = events.Combine(past).Select(static (each, _) => WithAge(each.Left, each.Right));
        context.RegisterSourceOutput(versions.Combine(output), EventEmitter.Emit);
        context.RegisterSourceOutput(tagTypes.Combine(output), TagTypeEmitter.Emit);
        context.RegisterSourceOutput(roots.Combine(catalog).Combine(retagged).Combine(output), CatalogEmitter.Emit);
        context.RegisterSourceOutput(folded.Combine(output), DecisionModelEmitter.Emit);
        context.RegisterSourceOutput(deciders.Combine(output), DeciderEmitter.Emit);
        context.RegisterSourceOutput(enums.SelectMany(static (all, _) => all).Combine(output), EnumEmitter.Emit);
        context.RegisterSourceOutput(masks.Combine(output), PrintEmitter.Emit);
        context.RegisterSourceOutput(names.Combine(output), NamesEmitter.Emit);
        context.RegisterSourceOutput(
            given.Where(static consumer => consumer.Handlers.Count > 0).Combine(output), ConsumerEmitter.Emit);
        context.RegisterSourceOutput(filled.Combine(output), ReadModelEmitter.Emit);
        context.RegisterSourceOutput(rows.Combine(output), RowEmitter.Emit);
        context.RegisterSourceOutput(run.Combine(output), ProjectionEmitter.Emit);
        context.RegisterSourceOutput(resting.Combine(output), PlaceholderEmitter.Emit);
        context.RegisterSourceOutput(
            roots.Combine(set).Where(static each => each.Left.EmitsReadModels && each.Right.Count > 0).Combine(output),
            ReadModelSetEmitter.Emit);
        context.RegisterSourceOutput(unreached.Combine(output), PlaceholderEmitter.Emit);
        context.RegisterSourceOutput(empty.Combine(output), PlaceholderEmitter.Emit);
        context.RegisterSourceOutput(idle.Combine(output), PlaceholderEmitter.Emit);
        foreach (var each in placeholders) context.RegisterSourceOutput(each.Combine(output), PlaceholderEmitter.Emit);
    }

    /// <param name="refused">What a refused declaration would have become; null where nobody relies on an interface of it.</param>
    private static (IncrementalValuesProvider<T> Specs, IncrementalValuesProvider<PlaceholderSpec> Placeholders) Declarations<T>(
        IncrementalGeneratorInitializationContext context,
        ParseMemo? memo,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse,
        PlaceholderForm? refused,
        string trackingName) where T : class =>
        Declarations(context, memo, attribute, (target, _, cancellation) => parse(target, cancellation), refused, trackingName);

    /// <param name="parse">Adds the files that it looks into, beside those that the declaration is made of.</param>
    /// <param name="refused">What a refused declaration would have become; null where nobody relies on an interface of it.</param>
    private static (IncrementalValuesProvider<T> Specs, IncrementalValuesProvider<PlaceholderSpec> Placeholders) Declarations<T>(
        IncrementalGeneratorInitializationContext context,
        ParseMemo? memo,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, ICollection<SyntaxTree>, CancellationToken, T?> parse,
        PlaceholderForm? refused,
        string trackingName) where T : class
    {
        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            attribute == KnownSymbols.DeciderAttribute
                ? static (node, _) => node is MethodDeclarationSyntax
                : static (node, _) => node is TypeDeclarationSyntax,
            (target, cancellation) => memo is null
                ? Parse(target, new HashSet<SyntaxTree>(), cancellation)
                : memo.Parse(attribute, target, Parse, cancellation));
        return (
            parsed.Where(static each => each?.Spec is not null)
                .Select(static (each, _) => each!.Spec!)
                .WithTrackingName(trackingName),
            parsed.Where(static each => each?.Placeholder is not null)
                .Select(static (each, _) => each!.Placeholder!)
                .WithTrackingName(TrackingNames.Placeholders));

        Parsed<T>? Parse(
            GeneratorAttributeSyntaxContext target, ICollection<SyntaxTree> reached, CancellationToken cancellation)
        {
            if (parse(target, reached, cancellation) is { } spec) return new(spec, Placeholder: null);
            return refused is { } form && PlaceholderParser.Parse(target, form, cancellation) is { } placeholder
                ? new(Spec: null, placeholder)
                : null;
        }
    }

    private static IncrementalValueProvider<EquatableArray<string>> FullNames(IncrementalValuesProvider<DeclarationSpec> declarations) =>
        declarations.Select(static (declaration, _) => declaration.FullName)
            .Collect()
            .Select(static (names, _) => names.ToEquatableArray());

    private static IncrementalValueProvider<EquatableArray<string>> Concatenate(
        IncrementalValueProvider<EquatableArray<string>> some,
        IncrementalValueProvider<EquatableArray<string>> others) =>
        some.Combine(others).Select(static (each, _) => each.Left.Concat(each.Right).ToEquatableArray());

    private static DecisionModelSpec Route(DecisionModelSpec model, EquatableArray<FamilyMember> members) => model with
    {
        Handlers = HandlerRouting.Resolve(model.Handlers, [.. model.Boundary.Select(static tag => tag.Key)], members),
    };

    /// <summary>Of a model whose families have no event. Without types, its query would find all events with the tags.</summary>
    private static PlaceholderSpec PlaceholderOf(DecisionModelSpec model) =>
        new() { Declaration = model.Declaration, Form = PlaceholderForm.DecisionModel };

    private static EquatableArray<EnumHelperSpec> EnumsOf(EquatableArray<TypeSpec> types) =>
        types.OfType<EnumSpec>().Select(static type => type.Helper).ToEquatableArray();

    private static EventSpec WithAge(EventSpec e, EquatableArray<string> past) =>
        past.Contains(e.Declaration.FullName) ? e with { IsPast = true } : e;

    /// <summary>What the build says; that warnings are shown, only our own tests say.</summary>
    private static OutputSpec OptionsOf(AnalyzerConfigOptions options) => new()
    {
        ShowsWarnings = Is(options, "OpossumTypedGeneratedWarnings", "true"),
        RunsAnalyzers = !Is(options, "RunAnalyzers", "false") && !Is(options, "RunAnalyzersDuringBuild", "false"),
        Clashing = EquatableArray<string>.Empty,
    };

    private static bool Is(AnalyzerConfigOptions options, string property, string expected) =>
        options.TryGetValue("build_property." + property, out var value)
        && string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
