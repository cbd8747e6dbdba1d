namespace OrderManagement.Csv;

/// <summary>The file can't be read, or is no order log. The message names the file, and line and column where there are.</summary>
public sealed class OrderLogException(string message, Exception? inner = null) : Exception(message, inner);
