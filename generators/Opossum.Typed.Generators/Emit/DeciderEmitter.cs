using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a command that decides.</summary>
internal sealed class DeciderEmitter
{
    private readonly DeciderSpec _decider;
    private readonly SourceWriter _source;
    private readonly string _self;

    private DeciderEmitter(DeciderSpec decider, OutputSpec output)
    {
        _decider = decider;
        _source = GeneratedFile.Begin(decider.Declaration, output);
        _self = decider.Declaration.Reference;
    }

    public static void Emit(SourceProductionContext context, (DeciderSpec Decider, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Decider.Declaration, "Decider"),
            new DeciderEmitter(source.Decider, source.Output).Write().ToSourceText());

    private IEnumerable<DeciderArgumentSpec> Models =>
        _decider.Arguments.Where(static argument => argument.Form != DeciderArgumentForm.Now);

    private SourceWriter Write()
    {
        _source.Open($"{_decider.Declaration.Header} : {Names.Decider}");
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"{Names.DecisionProcess} {Names.Decider}.Begin() => new {_decider.Process}(this);");
        _source.Blank();
        _source.Line("/// <summary>One decision under way: the command and its models.</summary>");
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"private sealed class {_decider.Process} : {Names.DecisionProcess}");
        Fields();
        Constructor();
        Each(
            "Describe",
            $"{Names.DecisionBoundary} boundary",
            static argument =>
                argument.Form == DeciderArgumentForm.Model ? $"boundary.Add(in {argument.Field});" : $"boundary.Add({argument.Field});");
        Each(
            "Apply",
            $"ref {Names.EventCursor} e",
            static argument =>
                argument.Form == DeciderArgumentForm.Model ? $"e.Fold(ref {argument.Field});" : $"e.Fold({argument.Field});");
        _source.Line($"public override {Names.Decision} Decide(global::System.DateTimeOffset now) =>");
        _source.Line($"    {_decider.Command}.{_decider.Method}({string.Join(", ", _decider.Arguments.Select(Argument))});");
        _source.Close();
        _source.Close();
        _source.CloseContainers(_decider.Declaration);
        return _source;
    }

    private void Fields()
    {
        _source.Line($"private readonly {_self} {_decider.Command};");
        foreach (var argument in Models)
        {
            if (argument.Form == DeciderArgumentForm.Dictionary) _source.Line($"private readonly {argument.IdType}[] {argument.IdsField};");
            _source.Line(
                argument.Form == DeciderArgumentForm.Model
                    ? $"private {argument.Model} {argument.Field};"
                    : $"private readonly {argument.Model}[] {argument.Field};");
        }

        _source.Blank();
    }

    private void Constructor()
    {
        _source.Open($"public {_decider.Process}({_self} command)");
        _source.Line($"{_decider.Command} = command;");
        foreach (var argument in Models)
        {
            var ids = "command." + argument.Ids;
            if (argument.Form == DeciderArgumentForm.Dictionary)
            {
                _source.Line($"{argument.IdsField} = Distinct({ids});");
                ids = argument.IdsField;
            }

            var model = string.Join(", ", argument.Boundary.Select(static member => member.Length == 0 ? "id" : "command." + member));
            _source.Line(
                argument.Form == DeciderArgumentForm.Model
                    ? $"{argument.Field} = new({model});"
                    : $"{argument.Field} = Many({ids}, id => new {argument.Model}({model}));");
        }

        _source.Close();
        _source.Blank();
    }

    private void Each(string method, string parameter, Func<DeciderArgumentSpec, string> statement)
    {
        _source.Open($"public override void {method}({parameter})");
        foreach (var argument in Models) _source.Line(statement(argument));
        _source.Close();
        _source.Blank();
    }

    private static string Argument(DeciderArgumentSpec argument) => argument.Form switch
    {
        DeciderArgumentForm.Now => "now",
        DeciderArgumentForm.Collection => $"[.. Copy({argument.Field})]",
        DeciderArgumentForm.Dictionary => $"ById({argument.IdsField}, {argument.Field})",
        _ => $"Copy({argument.Field})",
    };
}
