namespace Opossum.Typed.Generators.Tests;

/// <summary>Consumers that get no generated code.</summary>
public static class RefusedConsumers
{
    private const string On = "void On(Good.GoodEvent _) { }";

    public static TheoryData<string, string> Consumers => new()
    {
        { "not partial", $$"""[Consumer("bad")] public class Bad { {{On}} }""" },
        { "in what is not partial", $$"""public class Outer { [Consumer("bad")] public partial class Bad { {{On}} } }""" },
        { "generic", $$"""[Consumer("bad")] public partial class Bad<T> { {{On}} }""" },
        { "file-local", $$"""[Consumer("bad")] file partial class Bad { {{On}} }""" },
        { "private", $$"""public partial class Outer { [Consumer("bad")] private partial class Bad { {{On}} } }""" },
        { "static", """[Consumer("bad")] public static partial class Bad { static void On(Good.GoodEvent _) { } }""" },
        { "abstract", $$"""[Consumer("bad")] public abstract partial class Bad { {{On}} }""" },
        { "a struct", $$"""[Consumer("bad")] public partial struct Bad { {{On}} }""" },
        { "marked twice", $$"""[Consumer("bad"), Consumer("bad")] public partial class Bad { {{On}} }""" },
        { "obsolete as an error", $$"""[Obsolete("gone", true), Consumer("bad")] public partial class Bad { {{On}} }""" },
        { "no handler", """[Consumer("bad")] public partial class Bad { }""" },
        { "no name", $$"""[Consumer] public partial class Bad { {{On}} }""" },
        { "null for a name", $$"""[Consumer(null!)] public partial class Bad { {{On}} }""" },
        { "an empty name", $$"""[Consumer("")] public partial class Bad { {{On}} }""" },
        { "a name with capitals", $$"""[Consumer("Bad")] public partial class Bad { {{On}} }""" },
        { "a name with a slash", $$"""[Consumer("a/b")] public partial class Bad { {{On}} }""" },
        { "a name that begins with a dot", $$"""[Consumer(".bad")] public partial class Bad { {{On}} }""" },
        { "a name that is too long", $$"""[Consumer("{{new string('a', 65)}}")] public partial class Bad { {{On}} }""" },
        { "in order of no tag", $$"""[Consumer("bad", InOrderOf = typeof(int))] public partial class Bad { {{On}} }""" },
        { "in order of an array", $$"""[Consumer("bad", InOrderOf = typeof(int[]))] public partial class Bad { {{On}} }""" },
        { "in order of a missing type", $$"""[Consumer("bad", InOrderOf = typeof(Missing))] public partial class Bad { {{On}} }""" },
        { "in order of a bad tag type", $$"""
            [Tag("odd")] public readonly partial record struct Odd(object Value);
            [Consumer("bad", InOrderOf = typeof(Odd))] public partial class Bad { {{On}} }
            """ },
        { "in order of a tag that no event has", $$"""
            [Tag("odd")] public readonly partial record struct Odd(int Value);
            [Consumer("bad", InOrderOf = typeof(Odd))] public partial class Bad { {{On}} }
            """ },
        { "a handler of no event", """[Consumer("bad")] public partial class Bad { void On(string e) { } }""" },
        { "a handler of every event", """[Consumer("bad")] public partial class Bad { void On(IEvent e) { } }""" },
        { "a handler of a missing type", """[Consumer("bad")] public partial class Bad { void On(Missing e) { } }""" },
        { "a static handler", """[Consumer("bad")] public partial class Bad { static void On(Good.GoodEvent _) { } }""" },
        { "an async void handler", """
            [Consumer("bad")] public partial class Bad
            {
                async void On(Good.GoodEvent _) => await System.Threading.Tasks.Task.Yield();
            }
            """ },
        { "a handler that answers", """
            [Consumer("bad")] public partial class Bad
            {
                System.Threading.Tasks.Task<int> On(Good.GoodEvent _) => System.Threading.Tasks.Task.FromResult(1);
            }
            """ },
        { "a handler that takes a position", """[Consumer("bad")] public partial class Bad { void On(Good.GoodEvent _, long at) { } }""" },
        { "a handler that takes one thing twice", """
            [Consumer("bad")] public partial class Bad { void On(Good.GoodEvent _, ConsumedEvent a, ConsumedEvent b) { } }
            """ },
        { "two handlers of one event", """
            [Consumer("bad")] public partial class Bad
            {
                void On(Good.GoodEvent _) { }
                void On(Good.GoodEvent _, ConsumedEvent at) { }
            }
            """ },
        { "a generic handler", """[Consumer("bad")] public partial class Bad { void On<T>(T e) where T : Good.GoodEvent { } }""" },
        { "a handler by reference", """[Consumer("bad")] public partial class Bad { void On(ref Good.GoodEvent e) { } }""" },
    };
}
