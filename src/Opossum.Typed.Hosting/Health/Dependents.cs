using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Health;

/// <summary>What stands on a store: its read models and its consumers.</summary>
internal static class Dependents
{
    /// <returns>What must be waited for, or what needs a look; null where all is well.</returns>
    public static async ValueTask<(string? Building, string? Warning)> LookAsync(HostedLog store, CancellationToken cancellationToken)
    {
        if (store.ReadModels?.Inner is { } views)
        {
            var models = await views.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            if (models.FirstOrDefault(static model => model.State == ReadModelState.Building) is { } building)
                return ($"The read model '{building.Name}' is being built: it is at position {building.Position}.", null);
            switch (models.FirstOrDefault(static model => model.State is ReadModelState.Stopped or ReadModelState.Retrying))
            {
                case { State: ReadModelState.Stopped } stopped:
                    return (null, $"The read model '{stopped.Name}' stands still after position {stopped.Position}: see its status.");
                case { } retrying:
                    return (null, $"The read model '{retrying.Name}' can't go on and tries again: see its status.");
            }
        }

        return store.Reader.Consumers.FirstOrDefault(static consumer => consumer.State == ConsumerState.Failed) is { } failed
            ? (null, $"The consumer '{failed.Name}' has stopped at position {failed.Position}: see its status.")
            : (null, null);
    }
}
