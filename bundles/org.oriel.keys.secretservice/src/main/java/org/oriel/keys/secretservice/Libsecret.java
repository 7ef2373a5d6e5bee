package org.oriel.keys.secretservice;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * What we call of libsecret-1 and of the GLib libraries it links; a handle to the first finds the others' symbols. None
 * of these is variadic: C's variable arguments need another calling convention on some machines. Reference:
 * https://gnome.pages.gitlab.gnome.org/libsecret/
 */
interface Libsecret extends Library {
    /** File name with its version: without the development package there is no other. */
    String FILE = "libsecret-1.so.0";

    /** SECRET_SEARCH_ALL. */
    int SEARCH_ALL = 1 << 1;
    /** SECRET_SEARCH_LOAD_SECRETS. */
    int SEARCH_LOAD_SECRETS = 1 << 3;
    /** G_BUS_TYPE_SESSION. */
    int SESSION_BUS = 2;

    Pointer secret_schema_newv(String name, int flags, Pointer attributes);

    void secret_schema_unref(Pointer schema);

    @Nullable
    Pointer secret_service_get_sync(int flags, Pointer cancellable, PointerByReference error);

    @Nullable
    Pointer secret_collection_for_alias_sync(
            Pointer service, String alias, int flags, Pointer cancellable, PointerByReference error);

    int secret_collection_get_locked(Pointer collection);

    @Nullable
    Pointer secret_service_search_sync(
            @Nullable Pointer service,
            Pointer schema,
            Pointer attributes,
            int flags,
            Pointer cancellable,
            PointerByReference error);

    int secret_item_get_locked(Pointer item);

    @Nullable
    Pointer secret_item_get_secret(Pointer item);

    @Nullable
    Pointer secret_value_get_text(Pointer value);

    void secret_value_unref(Pointer value);

    int secret_password_storev_sync(
            Pointer schema,
            Pointer attributes,
            String collection,
            String label,
            Pointer password,
            Pointer cancellable,
            PointerByReference error);

    @Nullable
    Pointer g_bus_get_sync(int type, Pointer cancellable, PointerByReference error);

    void g_dbus_connection_set_exit_on_close(Pointer connection, int exit);

    Pointer g_cancellable_new();

    void g_cancellable_cancel(Pointer cancellable);

    Pointer g_hash_table_new(Pointer hash, Pointer equal);

    int g_hash_table_insert(Pointer table, Pointer key, @Nullable Pointer value);

    void g_hash_table_unref(Pointer table);

    int g_list_length(@Nullable Pointer list);

    Pointer g_list_nth_data(Pointer list, int index);

    void g_list_free(Pointer list);

    void g_object_unref(Pointer object);

    void g_error_free(Pointer error);
}
