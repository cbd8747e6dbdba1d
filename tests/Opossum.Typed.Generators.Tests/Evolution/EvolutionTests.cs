using CsCheck;

namespace Opossum.Typed.Generators.Tests.Evolution;

/// <summary>
/// Random evolution: what any version of an event has written, any other reads, or refuses by name, exactly as the rules of docs/events.md
/// say. The long tier runs many more pairs.
/// </summary>
public class EvolutionTests
{
    private static readonly int Size = Tier.Size(quick: 10, full: 30, @long: 150);

    [Fact]
    public async Task What_one_version_wrote_every_other_reads_as_the_rules_say()
    {
        var pcg = Seed(out var seed);
        var shapes = Generate(Shapes.Event.Array[Size], pcg);
        await using var events = new CompiledEvents(
            ShapeSource.Common + string.Concat(shapes.Select(static (shape, i) => ShapeSource.Of(shape, $"Event(\"s{i}\")", $"S{i}"))));
        var (read, refused) = (0, 0);
        for (var n = 0; n < shapes.Length; n++)
        {
            var written = Generate(Payloads.Written(shapes[n]), pcg);
            Assert.Equal(written, (await events.ReadAsync($"s{n}", written)).Verdict.Written);
            string[] payloads = [written, Generate(Payloads.Written(shapes[n]), pcg), Generate(Payloads.Loose(shapes[n]), pcg)];
            for (var m = 0; m < shapes.Length; m++)
            {
                foreach (var payload in payloads)
                {
                    var expected = ShapeRules.Read(shapes[m], payload);
                    var (actual, error) = await events.ReadAsync($"s{m}", payload);
                    if (expected != actual)
                        Assert.Fail(
                            $"OPOSSUM_SEED={seed}\n{ShapeSource.Of(shapes[m], "Event", "M")}{payload}\nby the rules: {expected}\nread: "
                                + $"{actual} {error}");
                    _ = actual.Written is null ? refused++ : read++;
                }
            }
        }

        // Were nearly all of one kind, little would have been compared.
        Assert.InRange(read, shapes.Length * shapes.Length / 5, int.MaxValue);
        Assert.InRange(refused, shapes.Length * shapes.Length / 5, int.MaxValue);
    }

    [Fact]
    public async Task Every_stored_version_takes_the_way_that_the_rules_say()
    {
        var pcg = Seed(out var seed);
        var chains = Enumerable.Range(0, Size).Select(i => Generate(Chain.Of($"c{i}"), pcg)).ToArray();
        await using var events = new CompiledEvents(ShapeSource.Common + string.Concat(chains.Select(static chain => chain.Source)));
        var upcast = 0;
        foreach (var chain in chains)
        {
            for (var version = 1; version <= chain.Newest + 1; version++)
            {
                var own = chain.Shapes[version > chain.Newest ? ^1 : chain.RecordOf(version)];
                string[] payloads =
                [
                    Generate(Payloads.Written(own), pcg),
                    Generate(Payloads.Loose(own), pcg),
                    Generate(Payloads.Written(chain.Shapes[0]), pcg),
                ];
                foreach (var payload in payloads)
                {
                    var expected = chain.Read(version, payload);
                    var (actual, error) = await events.ReadAsync(chain.Name, payload, version);
                    var isOther = expected is null
                        ? error?.Contains($"(version {version})", StringComparison.Ordinal) is not true
                        : expected != actual;
                    if (isOther)
                        Assert.Fail(
                            $"OPOSSUM_SEED={seed}\n{chain.Source}version {version}: {payload}\nby the rules: "
                                + $"{expected?.ToString() ?? "not known yet"}\nread: {actual} {error}");
                    if (expected?.Written is not null && chain.RecordOf(version) < chain.Versions.Count - 1) upcast++;
                }
            }
        }

        Assert.InRange(upcast, Size, int.MaxValue);
    }

    private static PCG Seed(out string seed)
    {
        seed = Tier.SeedText;
        return Sampling.Random();
    }

    private static T Generate<T>(Gen<T> gen, PCG pcg) => gen.Generate(pcg, null, out _);
}
