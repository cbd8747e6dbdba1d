using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a projection.</summary>
internal static class ProjectionEmitter
{
    public static void Emit(SourceProductionContext context, (ProjectionSpec Projection, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Projection.Declaration, "Projection"),
            Write(source.Projection, GeneratedFile.Begin(source.Projection.Declaration, source.Output)).ToSourceText());

    private static SourceWriter Write(ProjectionSpec projection, SourceWriter source)
    {
        var @interface = Names.Projection(projection.Declaration.Reference, projection.Session);
        source.Line("/// <remarks>");
        source.Line($"/// The table <c>{projection.Name}</c>, by statements for "
            + $"{string.Join(", ", projection.Handlers.Select(static handler => $"<c>{DocText.Escape(handler.Name)}</c>"))}.");
        source.Line("/// </remarks>");
        source.Open($"{projection.Declaration.Header} : {@interface}");
        source.Line(GeneratedFile.Attribute);
        source.Line($"static {Names.ReadModelShape} {@interface}.Shape => new()");
        source.Open("");
        source.Line($"Name = {Literals.Text(projection.Name)},");
        source.Line($"Logic = {Literals.Text(projection.Logic)},");
        if (projection.Revision != 1) source.Line($"Revision = {Literals.Int32(projection.Revision)},");
        source.Line("Columns = [],");
        if (projection.Parts.Count > 0) source.Line($"Parts = [{string.Join(", ", projection.Parts.Select(Literals.Text))}],");
        source.Line("Events =");
        source.Line("[");
        foreach (var handler in projection.Handlers)
            source.Line($"    new({Names.EventDescriptor}.Of<{handler.Event}>(), Decode: {(handler.Decodes ? "true" : "false")}),");
        source.Line("],");
        if (projection.Handlers.Any(static handler => handler.Extras.Contains("e.Metadata"))) source.Line("NeedsMetadata = true,");
        source.Close(";");
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Line($"static void {@interface}.Create({projection.Session} session) => Create(session);");
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Open(Wrapping.Signature($"static void {@interface}.Apply", $"ref {Names.ProjectedEvent} e, {projection.Session} session"));
        for (var i = 0; i < projection.Handlers.Count; i++)
        {
            var handler = projection.Handlers[i];
            var arguments = string.Join(", ", [HandlerCode.Event(handler), .. handler.Extras]);
            source.Line($"{(i == 0 ? "" : "else ")}if (e.Is<{handler.Event}>()) On({arguments});");
        }

        source.Close();
        source.Close();
        source.CloseContainers(projection.Declaration);
        return source;
    }
}
