using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the half of a refused declaration that lets the compiler get as far as the analyzer which says why.</summary>
internal sealed class PlaceholderEmitter
{
    private const string Reader = "global::System.Text.Json.Utf8JsonReader";

    private readonly PlaceholderSpec _refused;
    private readonly SourceWriter _source;
    private readonly string _self;

    private PlaceholderEmitter(PlaceholderSpec refused, OutputSpec output)
    {
        _refused = refused;
        _source = GeneratedFile.Begin(refused.Declaration, output);
        _self = refused.Declaration.Reference;
    }

    /// <summary>
    /// Adds nothing if no analyzer runs: the program must not build then, and only the compiler's own errors keep it from that.
    /// </summary>
    public static void Emit(SourceProductionContext context, (PlaceholderSpec Refused, OutputSpec Output) source)
    {
        if (!source.Output.RunsAnalyzers) return;
        context.AddSource(
            source.Output.FileName(source.Refused.Declaration, $"{source.Refused.Form}Placeholder"),
            new PlaceholderEmitter(source.Refused, source.Output).Write().ToSourceText());
    }

    private SourceWriter Write()
    {
        _source.Line("// A placeholder. The declaration can't be completed as it is; at the declaration, an OPSM error says why.");
        _source.Line("// It lets the compiler get that far: without the interface, it could stop before it runs any analyzer.");
        switch (_refused.Form)
        {
            case PlaceholderForm.Event:
                Event(Names.Event(_self));
                break;
            case PlaceholderForm.TagType:
                Tag($"global::Opossum.Typed.ITag<{_self}>", $"global::System.IParsable<{_self}>");
                break;
            case PlaceholderForm.DecisionModel:
                DecisionModel($"{Names.DecisionModel}<{_self}>");
                break;
            case PlaceholderForm.ReadModel:
                ReadModel(Names.ReadModel(_self, _refused.Key!), _refused.Key!);
                break;
            case PlaceholderForm.Projection:
                Projection(Names.Projection(_self, _refused.Key!), _refused.Key!);
                break;
            case PlaceholderForm.Row:
                Open(Names.Row(_self));
                Row();
                break;
            case PlaceholderForm.Consumer:
                Consumer(Names.Consumer, $"{Names.Consumer}<{_self}>");
                break;
            default:
                Open(Names.Decider);
                Member($"{Names.DecisionProcess} {Names.Decider}.Begin()");
                break;
        }

        _source.Close();
        _source.CloseContainers(_refused.Declaration);
        return _source;
    }

    private void Event(string @interface)
    {
        Open(@interface);
        Member($"static {Names.EventShape} {@interface}.Shape");
        Method($"static void {@interface}.WriteTags", $"{_self} e, ref {Names.TagWriter} tags");
        Method($"static void {@interface}.WriteJson", $"{_self} e, ref {Names.Writer} json");
        Method($"static {_self} {@interface}.ReadJson", $"ref {Names.Reader} json");
    }

    private void Tag(string @interface, string parsable)
    {
        Open($"{@interface}, {parsable}");
        Member($"static global::System.ReadOnlySpan<byte> {@interface}.Key");
        Method($"static bool {@interface}.TryFormat", $"{_self} tag, global::System.Span<byte> utf8, out int written");
        Method($"static void {@interface}.WriteJson", $"{_self} tag, global::System.Text.Json.Utf8JsonWriter json");
        Method($"static {_self} {@interface}.ReadJson", $"ref {Reader} json");
        const string Provider = "global::System.IFormatProvider? provider";
        if (_refused.EmitsParse) Method($"static {_self} {parsable}.Parse", $"string s, {Provider}");
        if (_refused.EmitsTryParse)
            Method($"static bool {parsable}.TryParse", $"{Names.NotNullWhenTrue} string? s, {Provider}, out {_self} result");
    }

    private void DecisionModel(string @interface)
    {
        Open(@interface);
        Member($"static {Names.DecisionModelShape} {@interface}.Shape");
        Member($"{Names.ImmutableArray}<{Names.Tag}> {@interface}.GetBoundary()");
        Member($"{_self} {@interface}.Renew()");
        Method($"static void {@interface}.Apply", $"ref {_self} model, ref {Names.EventCursor} e");
        Member($"static {_self} {@interface}.Copy({_self} model)");
    }

    private void Consumer(string handling, string @interface)
    {
        Open(@interface);
        Member($"static {Names.ConsumerShape} {@interface}.Shape");
        Method($"{Names.ValueTask} {handling}.HandleAsync", $"{Names.ConsumedEvent} e, {Names.CancellationToken} stop");
    }

    private void ReadModel(string @interface, string key)
    {
        Open(@interface);
        Member($"static {Names.ReadModelShape} {Names.ReadModel(_self)}.Shape");
        Method($"static void {@interface}.Route", $"ref {Names.ProjectedEvent} e, ref {Names.RowKeys}<{key}> keys");
        Method($"static {_self}? {@interface}.Apply", $"{_self}? row, {key} key, ref {Names.ProjectedEvent} e");
        Method($"static {key} {@interface}.KeyOf", $"{_self} row");
        Method($"static void {@interface}.WriteKey<TWriter>", $"{key} key, ref TWriter columns");
        Method($"static void {@interface}.Write<TWriter>", $"{_self} row, ref TWriter columns");
        Method($"static int {@interface}.Compare", $"{key} left, {key} right");
        Method($"static {Names.ImmutableArray}<{Names.Tag}> {@interface}.TagsOf", $"{key} key");
        Row();
    }

    private void Projection(string @interface, string session)
    {
        Open(@interface);
        Member($"static {Names.ReadModelShape} {@interface}.Shape");
        Member($"static void {@interface}.Create({session} session)");
        Method($"static void {@interface}.Apply", $"ref {Names.ProjectedEvent} e, {session} session");
    }

    private void Row() => Method($"static {_self} {Names.Row(_self)}.Read<TReader>", "ref TReader columns");

    private void Open(string interfaces) => _source.Open($"{_refused.Declaration.Header} : {interfaces}");

    private void Method(string method, string parameters) => Member(Wrapping.Signature(method, parameters));

    private void Member(string member)
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line(member + " =>");
        var message = Literals.Text($"'{_refused.Declaration.FullName}' is refused and has no generated code.");
        _source.Line($"    throw new global::System.NotSupportedException({message});");
        _source.Blank();
    }
}
