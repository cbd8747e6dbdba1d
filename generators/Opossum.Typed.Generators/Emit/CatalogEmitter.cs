using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Incremental;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a class with <c>[EventModel]</c>.</summary>
internal static class CatalogEmitter
{
    public static void Emit(
        SourceProductionContext context,
        (((RootSpec Root, CatalogSpec Catalog) Model, EquatableArray<RetaggedTagSpec> Retagged) All, OutputSpec Output) source)
    {
        var ((root, catalog), retagged) = source.All;
        var file = Write(root, catalog, retagged, source.Output);
        context.AddSource(source.Output.FileName(root.Declaration, "EventModel"), file.ToSourceText());
    }

    private static SourceWriter Write(RootSpec root, CatalogSpec catalog, EquatableArray<RetaggedTagSpec> retagged, OutputSpec output)
    {
        var source = GeneratedFile.Begin(root.Declaration, output);
        source.Open(root.Declaration.Header);
        source.Line("/// <summary>");
        source.Line(DocText.Lines(Summary(root, catalog)));
        source.Line("/// </summary>");
        source.Line(GeneratedFile.Attribute);
        source.Line("public static global::Opossum.Typed.EventModel Model { get; } = global::Opossum.Typed.EventModel.Create(");
        source.Indent();
        source.Line(Literals.Text(root.Name) + ",");
        source.Line("[");
        foreach (var e in catalog.Events) source.Line($"    global::Opossum.Typed.EventDescriptor.Of<{e.Reference}>(),");
        var end = retagged.Count == 0 ? ");" : ")";
        source.Line("]" + string.Concat(root.Includes.Select(static each => $",\n{each.Reference}.Model")) + end);
        if (retagged.Count > 0) Retagged(source, retagged);
        source.Unindent();
        source.Close();
        source.CloseContainers(root.Declaration);
        return source;
    }

    /// <summary>What the contract says stores are retagged for: the model demands it of a store.</summary>
    private static void Retagged(SourceWriter source, EquatableArray<RetaggedTagSpec> retagged)
    {
        source.Line(".WithRetagged(");
        source.Line("[");
        foreach (var tag in retagged)
            source.Line($"    new({Literals.Text(tag.Event)}, {Literals.Int32(tag.Version)}, {Literals.Text(tag.Key)}),");
        source.Line("]);");
    }

    private static IEnumerable<string> Summary(RootSpec root, CatalogSpec catalog)
    {
        var end = root.Includes.Count == 0 ? "." : ";";
        yield return "The events of this assembly:";
        if (catalog.Events.Count == 0) yield return " none yet" + end;
        for (var i = 0; i < catalog.Events.Count; i++)
            yield return $" <c>{DocText.Escape(catalog.Events[i].Name)}</c>" + (i == catalog.Events.Count - 1 ? end : ",");
        for (var i = 0; i < root.Includes.Count; i++)
            yield return (i == 0 ? " and those of " : " ")
                + $"<see cref=\"{root.Includes[i].Reference}\"/>"
                + (i == root.Includes.Count - 1 ? "." : ",");
    }
}
