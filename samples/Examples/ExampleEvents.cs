namespace Examples;

/// <summary>The events of all examples: an assembly has one model.</summary>
[EventModel]
public static partial class ExampleEvents;
