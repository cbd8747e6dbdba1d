using System.Collections.Immutable;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Health;

/// <summary>What stands on a store: its read models and its consumers.</summary>
internal static class Dependents
{
    /// <returns>What must be waited for, or what needs a look; null where all is well.</returns>
    public static async ValueTask<(string? Building, string? Warning)> LookAsync(HostedLog store, CancellationToken cancellationToken)
    {
        var models = store.ReadModels?.Inner is { } views ? await views.GetStatusAsync(cancellationToken).ConfigureAwait(false) : [];
        return Find(models, ReadModelState.Building) is { } building
            ? ($"The read model '{building.Name}' is being built: it is at position {building.Position}{TimeLeft(building)}.", null)
            : (null, Trouble(models) ?? Trouble(store.Reader) ?? Delay(models));
    }

    private static string? Trouble(ImmutableArray<ReadModelStatus> models) =>
        Find(models, ReadModelState.Stopped) is { } stopped
            ? $"The read model '{stopped.Name}' stands still after position {stopped.Position}: see its status."
        : models.FirstOrDefault(static model => model.Failure is { IsFinal: true }) is { } ended
            ? $"The read model '{ended.Name}' can't follow its store any more: see its status."
        : Find(models, ReadModelState.Retrying) is { } retrying
            ? $"The read model '{retrying.Name}' can't go on and tries again: see its status."
        : null;

    private static string? Trouble(OpossumReader store) =>
        store.Consumers.FirstOrDefault(static consumer => consumer.State == ConsumerState.Failed) is { } failed
            ? $"The consumer '{failed.Name}' has stopped at position {failed.Position}: see its status."
            : null;

    private static string? Delay(ImmutableArray<ReadModelStatus> models) =>
        Find(models, ReadModelState.Outdated) is not { } outdated ? null
            : outdated.Build is not { } build
            ? $"The read model '{outdated.Name}' is read by rows of another version of this program, as of position {outdated.Position}: "
                + "that one keeps their file, and this one makes its own once it has closed it."
            : $"The read model '{outdated.Name}' is read by its old rows, as of position {outdated.Position}: the present ones are made "
                + $"beside them and are at position {build.Position}{TimeLeft(outdated)}.";

    private static ReadModelStatus? Find(ImmutableArray<ReadModelStatus> models, ReadModelState state) =>
        models.FirstOrDefault(model => model.State == state);

    private static string TimeLeft(ReadModelStatus model) =>
        model.Build?.TimeLeft is { } left ? $", about {Math.Ceiling(left.TotalSeconds):0} s to go" : "";
}
