using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints how the state of a decision model becomes the bytes of a snapshot and comes back: an array of its fields, each as an event has
/// it.
/// </summary>
internal sealed class StateEmitter(SourceWriter source, DecisionModelSpec model)
{
    private readonly StateSpec _state = model.State!;
    private readonly string _self = model.Declaration.Reference;
    private readonly string _interface = $"{Names.DecisionModel}<{model.Declaration.Reference}>";
    private readonly ValueCode _code = new(model.State!.Types, isRecursive: false, owner: null, $"{model.State.Codec}.");

    /// <summary>
    /// A hash of how the state is stored: of the code that does it, and of the names of the enums in it. The version of the generator is
    /// not part of it.
    /// </summary>
    public static string HashOf(DecisionModelSpec model)
    {
        var source = new SourceWriter();
        var emitter = new StateEmitter(source, model);
        emitter.Methods();
        emitter.Helpers();
        foreach (var type in model.State!.Types.OfType<EnumSpec>())
            source.Line(string.Join("|", type.Helper.Members.Select(static each => $"{each.Reference} {each.Text} {each.IsFirst}")));
        var text = source.ToSourceText().ToString().Replace(GeneratedFile.Attribute, "");
        return StableHash.Of($"{model.Declaration.FullName}\n{text}");
    }

    /// <summary>The members of the model.</summary>
    public void Methods()
    {
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Open($"static void {_interface}.WriteState({_self} model, ref {Names.Writer} json)");
        for (var i = 0; i < _state.Fields.Count; i++) Write(_state.Fields[i], i);
        source.Line($"json.Raw({Literals.Utf8(_state.Fields.Count == 0 ? "[]" : "]")});");
        source.Close();
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Open($"static {_self} {_interface}.ReadState({_self} model, ref {Names.Reader} json)");
        Predicted();
        source.Line("var any = json.AnyOrder();");
        source.Line("return Read(model, ref any);");
        source.Blank();
        AnyOrder();
        source.Close();
    }

    /// <summary>The class of the helpers.</summary>
    public void Helpers()
    {
        if (!_state.Types.Any(static type => type is ListSpec or MapSpec or RecordSpec) && !_state.Fields.Any(IsNullable)) return;
        source.Blank();
        source.Line("/// <summary>Reads and writes what the model holds, as the codecs of events do.</summary>");
        source.Line(GeneratedFile.Attribute);
        source.Open($"file static class {_state.Codec}");
        var inside = new ValueCode(_state.Types, isRecursive: false, owner: null, codec: "");
        new HelperEmitter(source, inside, _state.Types, _state.Fields.Select(static field => field.Value))
        {
            Writes = true,
            AddsTags = false,
            ChecksComparers = true,
        }.Emit();
        source.Close();
    }

    private static bool IsNullable(StateFieldSpec field) => field.Value.IsNullable;

    private void Write(StateFieldSpec field, int place)
    {
        var (type, member, before) = (_code.TypeOf(field.Value), $"model.{field.Member}", place == 0 ? "[" : ",");
        var quote = ValueCode.Quote(type);
        if (!field.Value.IsNullable)
        {
            source.Line($"json.Raw({Literals.Utf8(before + quote)});");
            source.Line(_code.Write(type, member));
            if (quote.Length != 0) source.Line($"json.Raw({Literals.Utf8(quote)});");
            return;
        }

        source.Open($"if ({member} is {{ }} {Local(place)})");
        source.Line($"json.Raw({Literals.Utf8(before + quote)});");
        source.Line(_code.Write(type, Local(place)));
        if (quote.Length != 0) source.Line($"json.Raw({Literals.Utf8(quote)});");
        source.Close();
        source.Open("else");
        source.Line($"json.Raw({Literals.Utf8(before + "null")});");
        source.Close();
        source.Blank();
    }

    private void Predicted()
    {
        var (conditions, constant) = (new List<string>(), "[");
        for (var i = 0; i < _state.Fields.Count; i++)
        {
            var value = _state.Fields[i].Value;
            var quote = _code.Quote(value);
            conditions.Add($"json.TryConsume({Literals.Utf8((i == 0 ? constant : constant + ",") + quote)})");
            conditions.Add(_code.TryRead(value, Local(i)));
            constant = quote;
        }

        conditions.Add($"json.TryConsumeEnd({Literals.Utf8(constant + "]")})");
        source.Open("if (" + string.Join("\n    && ", conditions) + ")");
        Return(static (code, value, local) => code.Wrap(value, local));
        source.Close();
        source.Blank();
    }

    private void AnyOrder()
    {
        source.Open($"static {_self} Read({_self} model, ref {Names.FieldReader} json)");
        source.Line("json.StartArray();");
        for (var i = 0; i < _state.Fields.Count; i++)
        {
            source.Line("json.NextItem();");
            source.Line($"{_code.Reference(_state.Fields[i].Value)} {Local(i)} = {_code.Read(_state.Fields[i].Value)};");
        }

        source.Line("json.NextItem();");
        source.Line("json.End();");
        Return(static (_, _, local) => local);
        source.Close();
    }

    private void Return(Func<ValueCode, ValueSpec, string, string> valueOf)
    {
        source.Open("return model with");
        for (var i = 0; i < _state.Fields.Count; i++)
        {
            var (member, value) = (_state.Fields[i].Member, _state.Fields[i].Value);
            source.Line($"{member} = {valueOf(_code, value, Local(i))}{(_code.TypeOf(value).IsValueType ? "" : "!")},");
        }

        source.Close(";");
    }

    private static string Local(int place) => $"part{Literals.Int32(place + 1)}";
}
