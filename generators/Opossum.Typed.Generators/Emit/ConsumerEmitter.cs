using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a consumer.</summary>
internal sealed class ConsumerEmitter
{
    private readonly ConsumerSpec _consumer;
    private readonly SourceWriter _source;
    private readonly string _interface;

    private ConsumerEmitter(ConsumerSpec consumer, OutputSpec output)
    {
        _consumer = consumer;
        _source = GeneratedFile.Begin(consumer.Declaration, output);
        _interface = $"{Names.Consumer}<{consumer.Declaration.Reference}>";
    }

    public static void Emit(SourceProductionContext context, (ConsumerSpec Consumer, OutputSpec Output) source) =>
        context.AddSource(
            source.Output.FileName(source.Consumer.Declaration, "Consumer"),
            new ConsumerEmitter(source.Consumer, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        _source.Line("/// <remarks>");
        _source.Line(DocText.Lines(Remarks()));
        _source.Line("/// </remarks>");
        _source.Open($"{_consumer.Declaration.Header} : {_interface}");
        Shape();
        Handle();
        _source.Close();
        _source.CloseContainers(_consumer.Declaration);
        return _source;
    }

    private IEnumerable<string> Remarks()
    {
        yield return $"The consumer <c>{DocText.Escape(_consumer.Name)}</c> of";
        for (var i = 0; i < _consumer.Handlers.Count; i++)
            yield return $"{(i == 0 ? "" : ",")} <c>{DocText.Escape(_consumer.Handlers[i].Name)}</c>";
        yield return ".";
    }

    private void Shape()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Line($"static {Names.ConsumerShape} {_interface}.Shape => new()");
        _source.Open("");
        _source.Line($"Name = {Literals.Text(_consumer.Name)},");
        _source.Line("Events =");
        _source.Line("[");
        foreach (var handler in _consumer.Handlers) _source.Line($"    {Names.EventDescriptor}.Of<{handler.Event}>(),");
        _source.Line("],");
        if (_consumer.OrderKey is { } key) _source.Line($"OrderKey = {Literals.Text(key)},");
        _source.Close(";");
        _source.Blank();
    }

    private void Handle()
    {
        _source.Line(GeneratedFile.Attribute);
        _source.Open($"{Names.ValueTask} {Names.Consumer}.HandleAsync({Names.ConsumedEvent} e, {Names.CancellationToken} stop)");
        foreach (var handler in _consumer.Handlers) _source.Line($"if (e.Is<{handler.Event}>()) {Call(handler)}");
        _source.Line("return default;");
        _source.Close();
    }

    private static string Call(HandlerSpec handler)
    {
        var call = $"On({string.Join(", ", [HandlerCode.Event(handler), .. handler.Extras])})";
        return handler.Form switch
        {
            HandlerForm.Task => $"return new({call});",
            HandlerForm.ValueTask => $"return {call};",
            _ => $"{call};",
        };
    }
}
