using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>
/// What a flow graph's captures hold. The compiler lowers <c>?:</c>, <c>??</c>, <c>&amp;&amp;</c> and <c>switch</c> to branches that
/// capture one value each; only branches that production reaches count.
/// </summary>
internal sealed class Captures
{
    private readonly Dictionary<CaptureId, List<IOperation>> _values = [];

    public void AddFrom(BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            if (operation is not IFlowCaptureOperation capture) continue;
            if (!_values.TryGetValue(capture.Id, out var values)) _values[capture.Id] = values = [];
            values.Add(capture.Value);
        }
    }

    public IReadOnlyList<IOperation>? Of(CaptureId id) => _values.TryGetValue(id, out var values) ? values : null;
}
