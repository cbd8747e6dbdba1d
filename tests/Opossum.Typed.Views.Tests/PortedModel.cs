namespace Opossum.Typed.Views.Tests;

/// <summary>The events and views of all domains here, each of which is a file with its events, views and tests.</summary>
[EventModel]
public static partial class PortedModel;
