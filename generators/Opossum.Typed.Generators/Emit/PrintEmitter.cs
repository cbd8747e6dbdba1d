using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints what <c>ToString</c> calls, with a mask in place of what is personal: logs outlive erasures.</summary>
internal static class PrintEmitter
{
    private const string Stack = "global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();";

    public static void Emit(SourceProductionContext context, (MaskSpec Record, OutputSpec Output) source)
    {
        var (record, output) = source;
        var file = GeneratedFile.Begin(record.Declaration, output);
        file.Open(record.Declaration.Header);
        Emit(file, record.Print);
        file.Close();
        file.CloseContainers(record.Declaration);
        context.AddSource(output.FileName(record.Declaration, "Mask"), file.ToSourceText());
    }

    public static void Emit(SourceWriter source, PrintSpec print)
    {
        source.Line("/// <summary>Personal members are masked.</summary>");
        source.Line(GeneratedFile.Attribute);
        source.Open($"{print.Modifiers} bool PrintMembers(global::System.Text.StringBuilder builder)");
        source.Line(Stack);
        if (print.CallsBase) source.Line("if (base.PrintMembers(builder)) builder.Append(\", \");");
        for (var i = 0; i < print.Members.Count; i++)
        {
            var (name, isMasked, isValueType) = print.Members[i];
            var label = $"{(i == 0 ? "" : ", ")}{name.TrimStart('@')} = ";
            source.Line(isMasked
                ? $"builder.Append({Literals.Text(label + "***")});"
                : $"builder.Append({Literals.Text(label)}).Append({(isValueType ? $"this.{name}.ToString()" : $"(object?)this.{name}")});");
        }

        source.Line("return true;");
        source.Close();
        source.Blank();
    }
}
