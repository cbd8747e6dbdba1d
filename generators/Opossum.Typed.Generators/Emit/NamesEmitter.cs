using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the assembly's attribute with the names of its events: what analyzers of other assemblies go by.</summary>
internal static class NamesEmitter
{
    private const string File = "EventNames.g.cs";

    public static void Emit(SourceProductionContext context, (EquatableArray<string> Names, OutputSpec Output) source)
    {
        if (source.Names.Count != 0) context.AddSource(File, Write(source.Names, source.Output).ToSourceText());
    }

    private static SourceWriter Write(EquatableArray<string> names, OutputSpec output)
    {
        var source = GeneratedFile.Begin(output);
        source.Line("[assembly: global::Opossum.Typed.CompilerServices.EventNames(");
        source.Line("    " + string.Join(",\n    ", names.Select(Literals.Text)) + ")]");
        return source;
    }
}
