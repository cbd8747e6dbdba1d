namespace Opossum.Typed.Generators.Text;

/// <summary>The names of one scope: the second that wants a name gets a number behind it.</summary>
internal sealed class NameScope(params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    public string Add(string wanted) => Add(wanted, static name => [name]);

    /// <summary>A name that is free together with all that is built from it.</summary>
    public string Add(string wanted, Func<string, string[]> family)
    {
        var name = wanted;
        for (var number = 2; family(name).Any(_taken.Contains); number++) name = wanted + Literals.Int32(number);
        _taken.UnionWith(family(name));
        return name;
    }
}
