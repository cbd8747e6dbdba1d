namespace Forwarder.Bus;

/// <summary>The broker did not confirm a message: it is away, has refused it, or has no queue for it. Trying again may help.</summary>
internal sealed class BusAwayException(string message, Exception inner) : Exception(message, inner);
