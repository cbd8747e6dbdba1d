using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes an event.</summary>
internal sealed class EventEmitter
{
    private readonly EventSpec _event;
    private readonly SourceWriter _source;
    private readonly ValueCode _code;
    private readonly string _self;
    private readonly string _interface;

    private EventEmitter(EventSpec e, OutputSpec output)
    {
        _event = e;
        _source = GeneratedFile.Begin(e.Declaration, output);
        _code = new(e, e.Codec + ".");
        _self = e.Declaration.Reference;
        _interface = Names.Event(_self);
    }

    public static void Emit(SourceProductionContext context, (EventSpec Event, OutputSpec Output) source) =>
        context.AddSource(source.Output.FileName(source.Event.Declaration, "Event"), new EventEmitter(source.Event, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        RemarksEmitter.Emit(_source, _event);
        _source.Open($"{_event.Declaration.Header} : {_interface}");
        QueryEmitter.Emit(_source, _event);
        Shape();
        WriteTags();
        WriteJson();
        ReadJson();
        _source.Close();
        _source.CloseContainers(_event.Declaration);
        _source.Blank();
        new CodecEmitter(_source, _event).Emit();
        return _source;
    }

    private void Shape()
    {
        var aliases = _event.Aliases.Count == 0 ? "" : $", Aliases = [{string.Join(", ", _event.Aliases.Select(Literals.Text))}]";
        var tags = _event.TagKeys.Count == 0 ? "" : $", TagKeys = [{string.Join(", ", _event.TagKeys.Select(Literals.Text))}]";
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.EventShape} {_interface}.Shape =>");
        _source.Line($"    new() {{ Name = {Literals.Text(_event.Name)}{aliases}{tags} }};");
        _source.Blank();
    }

    private void WriteTags()
    {
        Open($"static void {_interface}.WriteTags", $"{_self} e, ref {Names.TagWriter} tags");
        new TagsEmitter(_source, _code).Body(_event.Body, "e");
        Close();
    }

    private void WriteJson()
    {
        Open($"static void {_interface}.WriteJson", $"{_self} e, ref {Names.Writer} json");
        new WriteEmitter(_source, _code).Body(_event.Body, "e");
        Close();
    }

    private void ReadJson()
    {
        Open($"static {_self} {_interface}.ReadJson", $"ref {Names.Reader} json");
        new PredictedReadEmitter(_source, _code).Event(_event.Body);
        _source.Line($"return {_event.Codec}.ReadAnyOrder(json.AnyOrder());");
        Close();
    }

    private void Open(string method, string parameters)
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Open(Wrapping.Signature(method, parameters));
    }

    private void Close()
    {
        _source.Close();
        _source.Blank();
    }
}
