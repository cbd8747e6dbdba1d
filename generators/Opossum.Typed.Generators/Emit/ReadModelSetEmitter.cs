using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Gives a class with <c>[EventModel]</c> the read models of its assembly.</summary>
internal static class ReadModelSetEmitter
{
    public static void Emit(
        SourceProductionContext context, ((RootSpec Root, EquatableArray<ReadModelEntry> Models) All, OutputSpec Output) source)
    {
        var (root, models) = source.All;
        var file = GeneratedFile.Begin(root.Declaration, source.Output);
        file.Open(root.Declaration.Header);
        file.Line("/// <summary>The read models of this assembly, by name.</summary>");
        file.Line(GeneratedFile.Attribute);
        file.Line($"public static {Names.ReadModelSet} ReadModels {{ get; }} = new(");
        file.Indent();
        for (var i = 0; i < models.Count; i++)
            file.Line($"{Names.ReadModelDescriptor}.{(models[i].IsProjection ? "OfProjection" : "Of")}<{models[i].Reference}, "
                + $"{models[i].Key}>(){(i == models.Count - 1 ? ");" : ",")}");
        file.Unindent();
        file.Close();
        file.CloseContainers(root.Declaration);
        context.AddSource(source.Output.FileName(root.Declaration, "ReadModels"), file.ToSourceText());
    }
}
