using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>The blocks of a flow graph to which a path leads that production can take.</summary>
internal static class ReachableBlocks
{
    /// <summary>Fills <paramref name="captures"/> on the way: what a condition comes to depends on which branches lead to it.</summary>
    public static IReadOnlyList<BasicBlock> Of(
        ControlFlowGraph graph, Captures captures, ProductionValues values, CancellationToken cancellation)
    {
        var reached = new SortedSet<int>();
        Reach(graph.Blocks[0]);

        // A condition may widen when another capture is reached, so until nothing is new; blocks are few and passes fewer.
        for (var before = 0; before < reached.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            before = reached.Count;
            foreach (var ordinal in reached.ToArray()) Follow(graph.Blocks[ordinal]);
            ReachHandlers(graph.Root);
        }

        return [.. reached.Select(ordinal => graph.Blocks[ordinal])];

        void Reach(BasicBlock block)
        {
            if (reached.Add(block.Ordinal)) captures.AddFrom(block);
        }

        void Follow(BasicBlock block)
        {
            var (jumps, falls) = (false, true);
            if (block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition })
            {
                var outcome = values.Of(condition);
                var (onJump, onFall) = block.ConditionKind == ControlFlowConditionKind.WhenTrue
                    ? (Outcome.True, Outcome.False)
                    : (Outcome.False, Outcome.True);
                (jumps, falls) = (outcome.Has(onJump), outcome.Has(onFall));
            }

            if (jumps) Take(block.ConditionalSuccessor);
            if (falls) Take(block.FallThroughSuccessor);
        }

        void Take(ControlFlowBranch? branch)
        {
            if (branch?.Destination is { } destination) Reach(destination);
        }

        // No edge leads into a catch or finally: whatever is tried may fail.
        void ReachHandlers(ControlFlowRegion region)
        {
            if (region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally
                && IsReached(region.NestedRegions[0]))
            {
                foreach (var handler in region.NestedRegions.Skip(1)) Reach(graph.Blocks[handler.FirstBlockOrdinal]);
            }

            foreach (var nested in region.NestedRegions) ReachHandlers(nested);
        }

        bool IsReached(ControlFlowRegion region) => reached.GetViewBetween(region.FirstBlockOrdinal, region.LastBlockOrdinal).Count > 0;
    }
}
