using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a record that is read from columns; and prints the part of a read model that is the same.</summary>
internal sealed class RowEmitter(SourceWriter source, RowSpec row, ColumnCode code)
{
    public static void Emit(SourceProductionContext context, (RowSpec Row, OutputSpec Output) source) =>
        context.AddSource(source.Output.FileName(source.Row.Declaration, "Row"), Write(source.Row, source.Output).ToSourceText());

    private static SourceWriter Write(RowSpec row, OutputSpec output)
    {
        var source = GeneratedFile.Begin(row.Declaration, output);
        var emitter = new RowEmitter(source, row, new(row, row.Declaration.FullName));
        source.Open($"{row.Declaration.Header} : {Names.Row(row.Declaration.Reference)}");
        emitter.Read();
        source.Close();
        source.CloseContainers(row.Declaration);
        new ColumnCodecEmitter(source, row) { Writes = false }.Emit();
        return source;
    }

    /// <summary>The method that reads a row.</summary>
    public void Read()
    {
        var self = row.Declaration.Reference;
        source.Line(GeneratedFile.Attribute);
        source.Line($"static {self} {Names.Row(self)}.Read<TReader>(ref TReader columns) =>");
        source.Indent();
        source.Line(New(row.Stored.Select(code.Read)) + ";");
        source.Unindent();
    }

    /// <summary>A new row of the values of its columns.</summary>
    public string New(IEnumerable<string> values)
    {
        var arguments = row.IsReordered ? row.Stored.Zip(values, static (column, value) => $"{column.Parameter}: {value}") : values;
        return $"new {row.Declaration.Reference}(\n    {string.Join(",\n    ", arguments)})";
    }
}
