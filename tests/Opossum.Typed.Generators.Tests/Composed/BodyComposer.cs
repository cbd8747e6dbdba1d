namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>Composes one record: its base, its parameters and what stands beside them.</summary>
/// <param name="dice">The choices.</param>
/// <param name="types">Where its types come from.</param>
/// <param name="name">Its name.</param>
/// <param name="isReadOnly">Whether it is a struct that never changes.</param>
/// <param name="isStruct">Whether it is a struct.</param>
internal sealed class BodyComposer(Dice dice, TypeComposer types, string name, bool isReadOnly, bool isStruct)
{
    private readonly List<string> _parameters = [];
    private readonly List<string> _defaults = [];
    private readonly List<string> _members = [];
    private readonly List<string> _bases = [];
    private int _count;

    private string Set => isReadOnly || dice.OneIn(2) ? "init" : "set";

    public string Compose(int depth, string header)
    {
        if (dice.OneIn(8)) return ByHand(depth, header);
        var count = dice.Below(4);
        for (var i = 0; i < count; i++) Parameter(depth);
        count = dice.Below(4);
        for (var i = 0; i < count; i++) Member(depth);
        if (types.IsOdd) OddMember(depth);
        if (!isStruct && dice.OneIn(6)) Base(depth);
        if (dice.OneIn(8)) Interface();
        var parameters = string.Join(", ", _parameters.Concat(_defaults));
        return $"{header} {name}({parameters}){(_bases.Count == 0 ? "" : " : " + string.Join(", ", _bases))} "
            + $"{{ {string.Join(" ", _members)} }}\n";
    }

    private string Next(string prefix = "M") => prefix + _count++;

    private void Parameter(int depth)
    {
        var own = Next("P");
        switch (dice.Below(12))
        {
            case 0:
                _defaults.Add(dice.Of($"int {own} = 5", $"string? {own} = null", $"decimal {own} = 1.50m", $"string {own} = \"x\""));
                break;
            case 1:
                _parameters.Add($"[Field(\"field{own}\", Aliases = [\"old{own}\"])] {types.Type(depth)} {own}");
                break;
            case 2:
                _parameters.Add($"[Tag(\"tag-{own}\")] {dice.Of("string", "Guid", "int", "string?", "List<string>")} {own}");
                break;
            case 3 when !isStruct:
                // Itself.
                string[] holding = [$"ImmutableArray<{name}>", $"List<{name}>", $"(int Number, {name}? Other)", $"Dictionary<int, {name}>"];
                _parameters.Add($"{dice.Of(holding)} {own}");
                break;
            case 4:
                var type = dice.Of("int", "string", "decimal");
                _parameters.Add($"{type} {own}");
                _members.Add($"public {type} {own} {{ get; init; }} = {own};");
                break;
            default:
                _parameters.Add($"{types.Type(depth)} {own}");
                break;
        }
    }

    private void Member(int depth)
    {
        var own = Next();
        var type = types.Type(depth);
        _members.Add(dice.Below(11) switch
        {
            0 => $"public required {type} {own} {{ get; init; }}",
            1 => $"public int {own} => 1;",
            2 => $"[Tag(\"computed-{own}\")] public string {own} => \"x\";",
            3 => $"[Ignore] public {type} Ignored{own} {{ get; {Set}; }} = default!;",
            4 => $"private {(isReadOnly ? "readonly " : "")}{type} _{own} = default!; "
                + $"public {type} {own} {{ get => _{own}; init => _{own} = value; }}",
            5 => $"public static {type} {own} {{ get; set; }} = default!;",
            6 when !isStruct => $"public int {own} {{ get; }} = 5;",
            7 when !isStruct => $"private readonly string _{own} = \"x\"; public int {own} => _{own}.Length;",
            8 when !isReadOnly => $"[Ignore] private string? _ignored{own}; public string {own} => _ignored{own} ??= \"x\";",
            9 => $"[Field(\"field{own}\")] public {type} {own} {{ get; {Set}; }} = default!;",
            _ => $"public {type} {own} {{ get; {Set}; }} = default!;",
        });
        if (dice.OneIn(20) && !_members.Exists(static each => each.Contains(" this[", StringComparison.Ordinal)))
            _members.Add("public int this[int i] => i;");
    }

    /// <summary>State that reading does not bring back, or not as it was.</summary>
    private void OddMember(int depth)
    {
        var (own, type) = (Next("Odd"), types.Type(depth));
        var (a, b) = (Next("P"), Next("P"));
        var kind = dice.Below(isReadOnly ? 9 : isStruct ? 20 : 23);
        if (!types.IsSeen && !isStruct && kind is 9 or 10 or 11 or 12 or 13 or 17 or 20 or 21) return;           // private state
        switch (kind)
        {
            case 0:
                _parameters.Add($"int {a}");
                _members.Add($"public int {a} {{ get; init; }} = {a} {dice.Of("* 2", "+ 1")};");
                break;
            case 1:
                _parameters.Add($"string {a}");
                _members.Add($"public string {a} {{ get; init; }} = {a}{dice.Of(".Trim()", " + \"!\"")};");
                break;
            case 2:
                _parameters.AddRange([$"int {a}", $"int {b}"]);
                _members.Add($"public int {a} {{ get; }} = {b}; public int {b} {{ get; }} = {a};");
                break;
            case 3:
                _members.Add($"public Guid {own} {{ get; }} = Guid.NewGuid();");
                break;
            case 4:
                _parameters.Add($"{type} {a}");
                _members.Add($"private {type} {a} {{ get; }} = {a};");
                break;
            case 5:
                _members.Add($"[Ignore] public required {type} Ignored{own} {{ get; init; }}");
                break;
            case 6:
                _members.Add($"[Field(\"x\")] public int {own} => 1;");
                break;
            case 7:
                _members.Add($"public {type} {own} {{ get; private init; }} = default!;");
                break;
            case 8:
                _parameters.Add($"[property: Ignore] int {a}");
                break;
            case 9:
                _members.Add($"private {type} _{own} = default!; public void Change{own}({type} value) => _{own} = value;");
                break;
            case 10:
                _members.Add($"private (int, int) _{own}; public int {own} {{ get => _{own}.Item1; set => _{own} = (value, 7); }} "
                    + $"public void Change{own}(int value) => _{own}.Item2 = value;");
                break;
            case 11:
                _members.Add($"private int[] _{own} = [0, 0]; public int {own} {{ get => _{own}[0]; set => _{own} = [value, 1]; }} "
                    + $"public void Change{own}(int value) => _{own} = [_{own}[0], value];");
                break;
            case 12:
                _members.Add($"private {type} {own} {{ get; set; }} = default!; public void Change{own}({type} value) => {own} = value;");
                break;
            case 13:
                _members.Add($"private {type} _{own} {{ get; set; }} = default!; "
                    + $"public {type} {own} {{ get => _{own}; init => _{own} = value; }}");
                break;
            case 14:
                _members.Add($"public {type} {own} {{ get; private set; }} = default!; "
                    + $"public void Change{own}({type} value) => {own} = value;");
                break;
            case 15:
                _members.Add($"public {type} {own} = default!;");
                break;
            case 16:
                _members.Add($"public event Action? {own}; public void Change{own}() => {own} += static () => {{ }};");
                break;
            case 17:
                _members.Add($"private string? _{own}; public string {own} => _{own} ??= \"x\";");
                break;
            case 18:
                _members.Add($"private int _{own}; public int {own} {{ get => _{own} + 1; init => _{own} = value; }}");
                break;
            case 19:
                _members.Add($"private int _{own}; public int {own} {{ get => 1; set => _{own} = value; }}");
                break;
            case 20:
                _members.Add($"private readonly List<int> _{own} = []; public IReadOnlyList<int> {own} => _{own}; "
                    + $"public void Change{own}(int value) => _{own}.Add(value);");
                break;
            case 21:
                _members.Add($"private readonly Guid _{own} = Guid.NewGuid(); public Guid {own} => _{own};");
                break;
            default:
                _members.Add($"public int {own} {{ get; }} = Next(); private static int _next; private static int Next() => _next++;");
                break;
        }
    }

    /// <summary>A base, and perhaps something of it that is overridden or hidden.</summary>
    private void Base(int depth)
    {
        var (@base, own, type) = (types.Name("Base"), Next("B"), types.Type(depth));
        var parameter = Next("P");
        switch (types.IsOdd ? dice.Below(8) : dice.Below(4))
        {
            case 0:
                types.Append($"public abstract record {@base}({type} {own});\n");
                _parameters.Add($"{type} {own}");
                _bases.Add($"{@base}({own})");
                break;
            case 1:
                types.Append($"public record {@base} {{ public {type} {own} {{ get; init; }} = default!; }}\n");
                _bases.Add(@base);
                break;
            case 2:
                types.Append($"public abstract record {@base} {{ public abstract {type} {own} {{ get; init; }} }}\n");
                _members.Add($"public override {type} {own} {{ get; init; }} = default!;");
                _bases.Add(@base);
                break;
            case 3:
                types.Append($"public abstract record {@base} "
                    + $"{{ [Ignore] public virtual {type} Ignored{own} {{ get; init; }} = default!; }}\n");
                _members.Add($"public override {type} Ignored{own} {{ get; init; }} = default!;");
                _bases.Add(@base);
                break;
            case 4:
                types.Append($"public record {@base} {{ public virtual string {own} {{ get; init; }} = \"\"; }}\n");
                _members.Add($"public override string {own} {{ get => \"own\"; }}");
                _bases.Add(@base);
                break;
            case 5:
                types.Append($"public record {@base} {{ public {type} {own} {{ get; init; }} = default!; }}\n");
                _members.Add($"public new {type} {own} {{ get; init; }} = default!;");
                _bases.Add(@base);
                break;
            case 6:
                types.Append($"public record {@base} "
                    + $"{{ private {type} _{own} = default!; public void Change{own}({type} v) => _{own} = v; }}\n");
                _bases.Add(@base);
                break;
            default:
                types.Append($"public record {@base}(int {own});\n");
                _parameters.Add($"int {parameter}");
                _bases.Add($"{@base}({parameter} {dice.Of("* 2", "", "+ 1")})");
                break;
        }
    }

    private void Interface()
    {
        var (@interface, own) = (types.Name("IHave"), Next("I"));
        var attribute = dice.Of("[Tag(\"have\")]", "[Field(\"have\")]", "[Ignore]");
        own = attribute == "[Ignore]" ? "Ignored" + own : own;
        types.Append($"public interface {@interface} {{ {attribute} string {own} {{ get; }} }}\n");
        _members.Add($"public string {own} {{ get; init; }} = \"\";");
        _bases.Add(@interface);
    }

    /// <summary>A constructor or a factory that someone wrote.</summary>
    private string ByHand(int depth, string header)
    {
        var (a, b) = dice.OneIn(2) ? ("int", "int") : (types.Type(depth), types.Type(depth));
        var isSame = a == b && types.IsOdd && types.IsSeen;            // nobody sees what another assembly's constructor does
        var assigned = dice.Below(3) switch
        {
            0 => "{ A = a; B = b; }",
            1 => "=> (A, B) = (a, b);",
            _ => "{ this.A = a; this.B = b; }",
        };
        if (isSame && dice.OneIn(2)) assigned = dice.Of("{ A = b; B = a; }", "=> (A, B) = (b, a);");
        else if (isSame && a == "int") assigned = dice.Of("{ A = a * 2; B = b; }", "{ A = a; B = a + b; }", "{ A = a; A += 1; B = b; }");
        var (aSet, bSet) = (dice.Of("", "init; "), dice.Of("", "init; "));
        var rest = $"public {a} A {{ get; {aSet}}} public {b} B {{ get; {bSet}}}";
        var made = (types.IsOdd ? dice.Below(6) : dice.Below(3)) switch
        {
            0 => $"public {name}({a} a, {b} b) {assigned}",
            1 => $"[EventConstructor] private {name}({a} a, {b} b) {assigned} public static {name} Of({a} a, {b} b) => new(a, b);",
            2 => $"private {name}({a} a, {b} b) {assigned} [EventConstructor] public static {name} Of({a} a, {b} b) => new(a, b);",
            3 => $"private {name}({a} a, {b} b) {assigned} public static {name} Of({a} a, {b} b) => new(a, b);",
            4 => $"public {name}({a} a) {{ A = a; B = default!; }} public {name}({a} a, {b} b) {assigned}",
            _ => $"internal {name}({a} a, {b} b) {assigned}",
        };
        return $"{header} {name} {{ {made} {rest} }}\n";
    }
}
