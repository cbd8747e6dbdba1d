using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Opossum.Typed.Hosting.Configuration;

/// <summary>
/// Says what to write where a value can't be read. The binder would name the type alone, and take <c>10</c> for ten days.
/// </summary>
internal static class SettingTexts
{
    private static readonly (string Key, Func<string, bool> IsReadable, string WayOut)[] Texts =
    [
        (nameof(StoreSettings.InMemory), IsBoolean, "true or false"),
        (nameof(StoreSettings.FlushEventsImmediately), IsBoolean, "true or false"),
        (nameof(StoreSettings.RetagAtStart), IsBoolean, "true or false"),
        (nameof(StoreSettings.AllowDataLossInProduction), IsBoolean, "true or false"),
        (nameof(StoreSettings.DecisionTimeout), IsTime, "hours, minutes and seconds, such as 00:00:10"),
        (nameof(StoreSettings.KeptStateBytes), IsNumber<long>, "a number of bytes in digits alone, or 0 to keep no state"),
        (nameof(StoreSettings.MaxSegmentBytes), IsNumber<int>, "a number of bytes from 1048576 to 1073741824, in digits alone"),
        (nameof(StoreSettings.MaxAppendBytes), IsNumber<int>, "a number of bytes from 1024 to 8388608, in digits alone"),
        (nameof(StoreSettings.Access), IsAccess, "Owner, or OwnerAndGroup for a group that may read"),
        (nameof(StoreSettings.LockTimeout), IsTime, "hours, minutes and seconds, such as 00:00:30"),
        (nameof(ReaderSettings.WaitForStore), IsTime, "hours, minutes and seconds, such as 00:00:30"),
        (nameof(StoreSettings.MinimumFreeBytes), IsNumber<long>, "a number of bytes in digits alone, or 0 to switch the check off"),
    ];

    /// <summary>Null where the value can be read, is empty, which means absent, or is text in any case.</summary>
    public static string? Problem(IConfigurationSection setting)
    {
        if (string.IsNullOrEmpty(setting.Value)) return null;
        foreach (var (key, isReadable, wayOut) in Texts)
        {
            if (key.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))
                return isReadable(setting.Value) ? null : $"{setting.Path} is '{setting.Value}'; write {wayOut}.";
        }

        return null;
    }

    private static bool IsBoolean(string text) => bool.TryParse(text, out _);

    private static bool IsNumber<T>(string text)
        where T : struct, ISpanParsable<T>, System.Numerics.INumberBase<T> =>
            T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static bool IsAccess(string text) =>
        text.Equals(nameof(StoreAccess.Owner), StringComparison.OrdinalIgnoreCase)
        || text.Equals(nameof(StoreAccess.OwnerAndGroup), StringComparison.OrdinalIgnoreCase);

    private static bool IsTime(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
}
