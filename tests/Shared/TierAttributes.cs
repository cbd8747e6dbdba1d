using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace Opossum.Typed.Tiers;

/// <summary>A test of the full tier, which takes too long for a plain <c>dotnet test</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullFactAttribute : FactAttribute
{
    public const string Reason = "It takes long and belongs to the full tier: set OPOSSUM_TESTS=full.";

    public FullFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line)
    {
        if (!Tier.IsFull) Skip = Reason;
    }
}

/// <summary>A test with parameters of the full tier.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullTheoryAttribute : TheoryAttribute
{
    public FullTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line)
    {
        if (!Tier.IsFull) Skip = FullFactAttribute.Reason;
    }
}

/// <summary>
/// A test with many parameters that each compile something: the quick tier runs every sixteenth of them, the full one every fourth, the
/// first one included. The long tier runs all.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(SampledTheoryDiscoverer))]
internal sealed class SampledTheoryAttribute(
    [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : TheoryAttribute(file, line);

/// <summary>Finds the parameters that run in the tier. The others don't appear as skipped: there would be a thousand of them.</summary>
internal sealed class SampledTheoryDiscoverer : TheoryDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var all = await base.Discover(discoveryOptions, testMethod, factAttribute);
        return [.. all.Where(static (_, i) => Tier.IsLong || i % Tier.Size(quick: 16, full: 4) == 0)];
    }
}

/// <summary>A test of the long tier, which is started by hand: <c>.ci/long list</c> names them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line)
    {
        if (!Tier.IsLong) Skip = "It takes minutes and belongs to the long tier: see .ci/long list.";
    }
}
