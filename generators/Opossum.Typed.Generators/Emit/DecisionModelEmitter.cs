using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a decision model.</summary>
internal sealed class DecisionModelEmitter
{
    private readonly DecisionModelSpec _model;
    private readonly SourceWriter _source;
    private readonly string _self;
    private readonly string _interface;

    private DecisionModelEmitter(DecisionModelSpec model, OutputSpec output)
    {
        _model = model;
        _source = GeneratedFile.Begin(model.Declaration, output);
        _self = model.Declaration.Reference;
        _interface = $"{Names.DecisionModel}<{_self}>";
    }

    public static void Emit(SourceProductionContext context, (DecisionModelSpec Model, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Model.Declaration, "DecisionModel"),
            new DecisionModelEmitter(source.Model, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        _source.Line("/// <remarks>");
        _source.Line(DocText.Lines(Remarks()));
        _source.Line("/// </remarks>");
        _source.Open($"{_model.Declaration.Header} : {_interface}");
        if (_model.EmitsFor) For();
        Shape();
        Boundary();
        Apply();
        Copy();
        if (_model.Size.Count > 1) Size();
        var state = _model.State is null ? null : new StateEmitter(_source, _model);
        state?.Methods();
        _source.Close();
        _source.CloseContainers(_model.Declaration);
        state?.Helpers();
        return _source;
    }

    private IEnumerable<string> Remarks()
    {
        yield return _model.Last ? "Boundary: of" : "Boundary:";
        for (var i = 0; i < _model.Handlers.Count; i++)
            yield return $"{(i == 0 ? "" : ",")} <c>{DocText.Escape(_model.Handlers[i].Name)}</c>";
        for (var i = 0; i < _model.Boundary.Count; i++)
            yield return $"{(i == 0 ? " with" : " and")} <c>{DocText.Escape(_model.Boundary[i].Key)}:{{{_model.Boundary[i].Member}}}</c>";
        yield return _model.Last ? " the newest." : ".";
    }

    private void For()
    {
        var scope = new NameScope();
        var names = _model.Boundary.Select(tag => Identifiers.Escape(scope.Add(CamelCase.Of(tag.Parameter.TrimStart('@'))))).ToArray();
        var parameters = string.Join(", ", _model.Boundary.Zip(names, static (tag, name) => $"{tag.Type} {name}"));
        _source.Line("/// <summary>The events of the boundary, as a query: to read them, or to guard an append with.</summary>");
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"public static {Names.Query} For({parameters}) =>");
        _source.Line($"    {Names.DecisionModelShape}.QueryOf(new {_self}({string.Join(", ", names)}));");
        _source.Blank();
    }

    private void Shape()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.DecisionModelShape} {_interface}.Shape => new()");
        _source.Open("");
        _source.Line("Events =");
        _source.Line("[");
        foreach (var handler in _model.Handlers) _source.Line($"    {Names.EventDescriptor}.Of<{handler.Event}>(),");
        _source.Line("],");
        HandlerSpec[] undecoded = [.. _model.Handlers.Where(static handler => !handler.Decodes)];
        if (undecoded.Length > 0)
        {
            _source.Line("Undecoded =");
            _source.Line("[");
            foreach (var handler in undecoded) _source.Line($"    {Names.EventDescriptor}.Of<{handler.Event}>(),");
            _source.Line("],");
        }

        if (_model.Handlers.Any(static handler => handler.Extras.Contains("e.Metadata"))) _source.Line("NeedsMetadata = true,");
        _source.Line($"Logic = {Literals.Text(_model.Logic)},");
        if (_model.Last) _source.Line("Last = true,");
        if (_model.Copy != CopyForm.None) _source.Line("CanBeCopied = true,");
        if (_model.Size.Count > 0) _source.Line("CanBeKept = true,");
        if (_model.Size.Count > 0 && _model.ComparesByValue) _source.Line("ComparesByValue = true,");
        if (_model.State is not null)
        {
            _source.Line($"Name = {Literals.Text(_model.Declaration.FullName)},");
            _source.Line($"Snapshot = {Literals.Int32(_model.Snapshot)},");
            _source.Line($"State = {Literals.Text(StateEmitter.HashOf(_model))},");
        }

        _source.Close(";");
        _source.Blank();
    }

    private void Boundary()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line(
            $"{Names.ImmutableArray}<{Names.Tag}> {_interface}.GetBoundary() => [{string.Join(", ", _model.Boundary.Select(Tag))}];");
        _source.Blank();
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"{_self} {_interface}.Renew() => new({string.Join(", ", _model.Boundary.Select(static tag => tag.Member))});");
        _source.Blank();
    }

    /// <summary>As text an all-zero guid passes.</summary>
    private static string Tag(BoundarySpec tag) => tag.IsTagType
        ? $"{Names.Tag}.Of({tag.Member})"
        : $"{Names.Tag}.Of({Literals.Text(tag.Key)}, {Value(tag)}{(tag.AllowsDefault ? ".ToString()" : "")})";

    private static string Value(BoundarySpec tag) => tag switch
    {
        { Enum: { } names } => $"{names.ClassReference}.NameOf({tag.Member})!",
        { Inner: { } inner } => $"{tag.Member}.{inner}",
        _ => tag.Member,
    };

    private void Apply()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"static void {_interface}.Apply(ref {_self} model, ref {Names.EventCursor} e)");
        for (var i = 0; i < _model.Handlers.Count; i++)
            _source.Line($"{(i == 0 ? "" : "else ")}if (e.Is<{_model.Handlers[i].Event}>()) {Call(_model.Handlers[i])};");
        _source.Close();
        _source.Blank();
    }

    private string Call(HandlerSpec handler)
    {
        var e = HandlerCode.Event(handler);
        var arguments = string.Join(", ", [e, .. handler.Extras]);
        return handler.Form switch
        {
            HandlerForm.Static => $"model = {_self}.On(model, {arguments})",
            HandlerForm.Gives => $"model = model.On({arguments})",
            _ => $"model.On({arguments})",
        };
    }

    private void Copy()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {_self} {_interface}.Copy({_self} model) => model{(_model.Copy == CopyForm.With ? " with { }" : "")};");
    }

    /// <summary>A struct without references is its own size.</summary>
    private void Size()
    {
        _source.Blank();
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static long {_interface}.SizeOf({_self} model) =>");
        for (var i = 0; i < _model.Size.Count; i++)
            _source.Line($"    {(i == 0 ? "" : "+ ")}{_model.Size[i]}{(i == _model.Size.Count - 1 ? ";" : "")}");
    }
}
