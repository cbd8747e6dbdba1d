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
        _interface = e.IsPast ? Names.PastVersion(_self) : Names.Event(_self);
    }

    public static void Emit(SourceProductionContext context, (EventSpec Event, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Event.Declaration, "Event"),
            new EventEmitter(source.Event, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        RemarksEmitter.Emit(_source, _event);
        _source.Open($"{_event.Declaration.Header} : {_interface}");
        if (_event.Print is { } print) PrintEmitter.Emit(_source, print);
        if (_event.IsPast)
        {
            ReadVersion();
        }
        else
        {
            QueryEmitter.Emit(_source, _event);
            Shape();
            WriteTags();
            AddSubjects();
            WriteJson();
            ReadJson();
            ReadOlder();
        }

        _source.Close();
        _source.CloseContainers(_event.Declaration);
        _source.Blank();
        new CodecEmitter(_source, _event).Emit();
        return _source;
    }

    private void Shape()
    {
        var version = _event.Version == 1 ? "" : $", Version = {Literals.Int32(_event.Version)}";
        if (_event.Upcast is { } upcast) version += $", PreviousVersion = {Literals.Int32(upcast.Version)}";
        var aliases = _event.Aliases.Count == 0 ? "" : $", Aliases = [{string.Join(", ", _event.Aliases.Select(Literals.Text))}]";
        var tags = _event.TagKeys.Count == 0 ? "" : $", TagKeys = [{string.Join(", ", _event.TagKeys.Select(Literals.Text))}]";
        var personal = _event.HiddenTagKeys.Count == 0 ? ""
            : $", HiddenTagKeys = [{string.Join(", ", _event.HiddenTagKeys.Select(Literals.Text))}]";
        if (_event.IsPersonal) personal += ", IsPersonal = true";
        var logic = _event.Logic.Length == 0 ? "" : $", Logic = {Literals.Text(_event.Logic)}";
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.EventShape} {_interface}.Shape =>");
        _source.Line($"    new() {{ Name = {Literals.Text(_event.Name)}{version}{aliases}{tags}{personal}{logic} }};");
        _source.Blank();
    }

    private void WriteTags()
    {
        Open($"static void {_interface}.WriteTags", $"{_self} e, ref {Names.TagWriter} tags");
        new TagsEmitter(_source, _code).Body(_event.Body, "e");
        Close();
    }

    private void AddSubjects()
    {
        if (!_event.IsPersonal) return;
        Open($"static void {_interface}.AddSubjects", $"{_self} e, ref {Names.SubjectSink} subjects");
        new SubjectsEmitter(_source, _code, PersonalTypes.Of(_event.Types)).Body(_event.Body, "e");
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
        Read();
        Close();
    }

    private void ReadOlder()
    {
        if (_event.Upcast is not { } upcast) return;
        _source.Line(GeneratedFile.Attribute);
        _source.Line(Wrapping.Signature($"static {_self} {_interface}.ReadOlder", $"int version, ref {Names.Reader} json") + " =>");
        _source.Line($"    {Upcast(upcast)};");
    }

    /// <summary>An older version is only ever read: what is older still comes through the version before it.</summary>
    private void ReadVersion()
    {
        Open($"static {_self} {_interface}.ReadVersion", $"int version, ref {Names.Reader} json");
        if (_event.Upcast is { } upcast)
        {
            _source.Line($"if (version <= {Literals.Int32(upcast.Version)}) return {Upcast(upcast)};");
            _source.Blank();
        }

        Read();
        Close();
    }

    private static string Upcast(UpcastSpec upcast) => $"Upcast({Names.PastVersions}.Read<{upcast.From}>(version, ref json))";

    private void Read()
    {
        new PredictedReadEmitter(_source, _code).Event(_event);
        _source.Line($"return {_event.Codec}.ReadAnyOrder(json.AnyOrder());");
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
