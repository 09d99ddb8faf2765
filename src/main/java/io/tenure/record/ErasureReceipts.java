package io.tenure.record;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.UUID;

/// The receipts of erasures.
@Singleton
class ErasureReceipts implements PanacheRepositoryBase<ErasureEntity, UUID> {}
